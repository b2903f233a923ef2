//===- keepers_test.cpp ---------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/keepers.h"

#include "analysis/fake_heap.h"
#include "analysis/mark.h"

#include <gtest/gtest.h>

using namespace refsan;
using fake::field;

namespace {

const fake::Type item("item", "item", 16, {field("next", 0, Strength::Raw), field("value", 8, Strength::Raw)},
                      Protocol::None, REFSAN_TYPE_COMPLETE);
const refsan_site made = fake::site("push", 10, 5, &item), made_plain = fake::site("load", 20, 5);

// Roots of the test's own, marked and searched as a check does.
struct Search {
  fake::Heap &heap;
  RootSet roots;
  Keepers keepers;

  Search(fake::Heap &heap, std::vector<Root> own) : heap(heap) {
    CheckInput input;
    input.main_returned = true;
    input.more_roots = {own.data(), own.size()};
    roots.collect({&input, {}, {}, &heap.readable(), {}}, {});
    BlockIndex &index = heap.index();
    Marker marker(index, heap.readable(), fake::Heap::sizeAt);
    for (const Vector<Root> *some : {&roots.sure(), &roots.doubtful()})
      for (const Root &root : *some)
        marker.addRoot(root.words);
    marker.finish();
    keepers.search(roots, index, heap.readable(), fake::Heap::blockAt);
  }
  bool find(uptr block, Keeper *keeper) const { return keepers.find(block, heap.names(), keeper); }
};
Root rootOf(const uptr &word, RootKind kind, i32 thread = 0) {
  return {{reinterpret_cast<uptr>(&word), reinterpret_cast<uptr>(&word + 1)}, kind, thread};
}

TEST(Keepers, TheWayFromTheRoot) {
  fake::Heap heap;
  uptr first = heap.add(&made, 16), second = heap.add(&made, 16), value = heap.add(&made_plain, 40);
  heap.word(first, second);
  heap.word(second + 8, value + 3); // any byte of it
  uptr word = first;
  Search search(heap, {rootOf(word, RootKind::Registered)});
  Keeper keeper;
  ASSERT_TRUE(search.find(value, &keeper));
  EXPECT_EQ(keeper.root, RootKind::Registered);
  ASSERT_EQ(keeper.way.size, 2u);
  EXPECT_STREQ(keeper.way[0].field, "next");
  EXPECT_STREQ(keeper.way[1].field, "value");
  EXPECT_STREQ(keeper.way[1].type, "item");
  EXPECT_EQ(keeper.way[1].made_at.line, 10u);
  EXPECT_EQ(search.keepers.rootWord(value), reinterpret_cast<uptr>(&word));
}

TEST(Keepers, SureRootsComeFirstThoughTheirWayIsLonger) {
  fake::Heap heap;
  uptr first = heap.add(&made, 16), second = heap.add(&made, 16), third = heap.add(&made, 16);
  heap.word(first, second);
  heap.word(second, third);
  uptr registered = first, stack = third;
  Search search(heap, {rootOf(stack, RootKind::Stack, 9), rootOf(registered, RootKind::Registered)});
  Keeper keeper;
  ASSERT_TRUE(search.find(third, &keeper));
  EXPECT_EQ(keeper.root, RootKind::Registered);
  EXPECT_EQ(keeper.way_total, 2u);
}

TEST(Keepers, TheShortestWayOfSeveral) {
  fake::Heap heap;
  uptr first = heap.add(&made, 16), second = heap.add(&made, 16), third = heap.add(&made, 16);
  heap.word(first, second);
  heap.word(first + 8, third);
  heap.word(second, third);
  uptr word = first;
  Search search(heap, {rootOf(word, RootKind::Registered)});
  Keeper keeper;
  ASSERT_TRUE(search.find(third, &keeper));
  ASSERT_EQ(keeper.way.size, 1u);
  EXPECT_STREQ(keeper.way[0].field, "value");
}

TEST(Keepers, LongWaysAreShortenedInTheMiddle) {
  fake::Heap heap;
  std::vector<uptr> chain;
  for (int i = 0; i < 50; ++i)
    chain.push_back(heap.add(&made, 16));
  for (int i = 0; i + 1 < 50; ++i)
    heap.word(chain[i], chain[i + 1]);
  uptr word = chain[0];
  Search search(heap, {rootOf(word, RootKind::Registered)});
  Keeper keeper;
  ASSERT_TRUE(search.find(chain[49], &keeper));
  EXPECT_EQ(keeper.way_total, 49u);
  EXPECT_EQ(keeper.way.size, 4u);
}

TEST(Keepers, WhatNothingReachesHasNone) {
  fake::Heap heap;
  uptr kept = heap.add(&made, 16), lost = heap.add(&made, 16);
  heap.word(lost, kept);
  heap.word(kept, lost + 16); // one past the end is outside
  uptr word = kept;
  Search search(heap, {rootOf(word, RootKind::Registered)});
  Keeper keeper;
  EXPECT_TRUE(search.find(kept, &keeper));
  EXPECT_FALSE(search.find(lost, &keeper));
  EXPECT_EQ(search.keepers.rootWord(lost), 0u);
}

} // namespace
