//===- advice_test.cpp ----------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Advice on small random graphs against a search through all sets of edges.
//
//===----------------------------------------------------------------------===//

#include "analysis/fake_heap.h"

#include <gtest/gtest.h>
#include <random>

using namespace refsan;
using fake::field;

namespace {

// Rc<Node>: counts, then three handles.
constexpr u32 kHandles = 3, kFirst = 16;
const fake::Type node("Rc<Node>", "Node", 40,
                      {field("value.a", 16, Strength::Strong), field("value.b", 24, Strength::Strong),
                       field("value.c", 32, Strength::Strong)},
                      Protocol::RustRc, REFSAN_TYPE_COMPLETE);
const refsan_site made[] = {fake::site("f", 1, 1, &node), fake::site("f", 2, 1, &node), fake::site("f", 3, 1, &node),
                            fake::site("f", 4, 1, &node), fake::site("f", 5, 1, &node)};
constexpr u32 kNodes = 5;

struct Arrow {
  u32 from, slot, to;
};

// Do counts fall to zero everywhere without the arrows in `gone`, by what is left of each count?
bool frees(const std::vector<Arrow> &arrows, u32 nodes, u32 gone) {
  std::vector<u32> counts(nodes), dying;
  for (usize i = 0; i < arrows.size(); ++i)
    counts[arrows[i].to] += !(gone >> i & 1);
  for (u32 n = 0; n < nodes; ++n)
    if (!counts[n])
      dying.push_back(n);
  u32 freed = 0;
  while (!dying.empty()) {
    u32 n = dying.back();
    dying.pop_back();
    ++freed;
    for (usize i = 0; i < arrows.size(); ++i)
      if (arrows[i].from == n && !(gone >> i & 1) && --counts[arrows[i].to] == 0)
        dying.push_back(arrows[i].to);
  }
  return freed == nodes;
}

u32 smallestSet(const std::vector<Arrow> &arrows, u32 nodes) {
  u32 best = ~0u;
  for (u32 gone = 0; gone < 1u << arrows.size(); ++gone)
    if (u32 size = static_cast<u32>(__builtin_popcount(gone)); size < best && frees(arrows, nodes, gone))
      best = size;
  return best;
}

bool stronglyConnected(const std::vector<Arrow> &arrows, u32 nodes) {
  for (u32 start = 0; start < nodes; ++start) {
    u32 seen = 1u << start;
    for (u32 round = 0; round < nodes; ++round)
      for (const Arrow &arrow : arrows)
        seen |= seen >> arrow.from & 1 ? 1u << arrow.to : 0;
    if (seen != (1u << nodes) - 1)
      return false;
  }
  return true;
}

TEST(Advice, IsTheSmallestSetThatFrees) {
  std::mt19937 random(42);
  u32 checked = 0;
  while (checked < 300) {
    u32 nodes = 2 + random() % (kNodes - 1);
    std::vector<Arrow> arrows;
    for (u32 from = 0; from < nodes; ++from)
      for (u32 slot = 0; slot < kHandles; ++slot)
        if (random() % 2)
          arrows.push_back({from, slot, static_cast<u32>(random() % nodes)});
    if (arrows.size() > 14 || !stronglyConnected(arrows, nodes))
      continue;
    ++checked;
    fake::Heap heap;
    std::vector<uptr> blocks;
    for (u32 n = 0; n < nodes; ++n)
      blocks.push_back(heap.add(&made[n], 40));
    std::vector<u32> counts(nodes);
    for (const Arrow &arrow : arrows) {
      heap.word(blocks[arrow.from] + kFirst + arrow.slot * 8, blocks[arrow.to]);
      ++counts[arrow.to];
    }
    for (u32 n = 0; n < nodes; ++n)
      heap.counts(blocks[n], counts[n]);
    Span<Draft> drafts = heap.findings();
    ASSERT_EQ(drafts.size, 1u);
    const Finding &finding = drafts[0].finding;
    ASSERT_EQ(finding.kind, Class::Cycle);
    ASSERT_EQ(finding.edges.size, arrows.size());
    ASSERT_TRUE(finding.advice.known);
    // The set it names frees all, and none smaller does.
    u32 gone = 0;
    for (u32 edge : finding.advice.edges) {
      const Edge &named = finding.edges[edge];
      for (usize i = 0; i < arrows.size(); ++i)
        if (finding.members[named.from].made_at.line == arrows[i].from + 1 &&
            named.offset == kFirst + arrows[i].slot * 8)
          gone |= 1u << i;
    }
    EXPECT_TRUE(frees(arrows, nodes, gone));
    EXPECT_EQ(finding.advice.edges.size, smallestSet(arrows, nodes));
  }
}

// Two rings of one field, linked by the other: each has to be broken, by the same field.
TEST(Advice, ADoublyLinkedListIsBrokenByItsBackPointers) {
  const fake::Type item("Rc<Item>", "Item", 32,
                        {field("value.next", 16, Strength::Strong), field("value.prev", 24, Strength::Strong)},
                        Protocol::RustRc, REFSAN_TYPE_COMPLETE);
  const refsan_site site = fake::site("f", 1, 1, &item);
  fake::Heap heap;
  constexpr u32 kItems = 20;
  std::vector<uptr> items;
  for (u32 i = 0; i < kItems; ++i)
    items.push_back(heap.add(&site, 32));
  for (u32 i = 0; i < kItems; ++i) {
    if (i + 1 < kItems)
      heap.word(items[i] + 16, items[i + 1]);
    if (i)
      heap.word(items[i] + 24, items[i - 1]);
    heap.counts(items[i], (i > 0) + (i + 1 < kItems));
  }
  const Finding &finding = heap.findings()[0].finding;
  ASSERT_TRUE(finding.advice.known);
  EXPECT_EQ(finding.advice.edges.size, kItems - 1);
  for (u32 edge : finding.advice.edges)
    EXPECT_STREQ(finding.edges[edge].field, "value.prev");
}

// The other cycle counts as gone: each needs its own edge.
TEST(Advice, OnACycleThatAnotherCycleHolds) {
  fake::Heap heap;
  uptr a = heap.add(&made[0], 40), b = heap.add(&made[1], 40);
  heap.word(a + 16, a);
  heap.word(a + 24, b);
  heap.word(b + 16, b);
  heap.counts(a, 1);
  heap.counts(b, 2);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 2u);
  for (const Draft &draft : drafts) {
    EXPECT_EQ(draft.finding.kind, Class::Cycle);
    EXPECT_TRUE(draft.finding.advice.known);
    EXPECT_EQ(draft.finding.advice.held_elsewhere, draft.finding.members[0].strong == 2);
  }
}

} // namespace
