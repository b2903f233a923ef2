//===- live_ranges_test.cpp -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What containers have destroyed makes no edges.
//
//===----------------------------------------------------------------------===//

#include "analysis/fake_heap.h"

#include <gtest/gtest.h>

using namespace refsan;
using fake::field;

namespace {

constexpr u32 kComplete = REFSAN_TYPE_COMPLETE;
constexpr u32 kPrivate = REFSAN_TYPE_COMPLETE | REFSAN_TYPE_PRIVATE;

// make_shared<Node>, struct Node { std::vector<std::shared_ptr<Node>> kept; }
const fake::Type with_vector("Node", "Node", 40, {field("kept", 16, Strength::Storage, Layout::Filled)},
                             Protocol::SharedPtr, kComplete);
const fake::Type handles("std::shared_ptr<Node>[]", "Node", 16,
                         {field("", 0, Strength::Raw), field("", 8, Strength::Strong)}, Protocol::None, kPrivate);
// struct Node { std::deque<std::shared_ptr<Node>> queue; }: its map's address is all that counts.
const fake::Type with_deque("Node", "Node", 96, {field("queue", 16, Strength::Storage, Layout::Chunks)},
                            Protocol::SharedPtr, kComplete);
const fake::Type chunks("std::shared_ptr<Node>*[]", "Node", 8, {field("", 0, Strength::Raw)}, Protocol::None, kPrivate);

const refsan_site made_vector = fake::site("make", 1, 1, &with_vector),
                  made_deque = fake::site("make", 2, 1, &with_deque),
                  made_handles = fake::site("grow", 3, 1, &handles, Op::Alloc, Layout::Many),
                  made_chunks = fake::site("grow", 4, 1, &chunks, Op::Alloc, Layout::Many);

void set(fake::Heap &heap, uptr slot, uptr block) {
  heap.word(slot, block + 16);
  heap.word(slot + 8, block);
}

// A vector with room for three, `size` of which are there; the last one's bytes are those of a handle of its holder.
void vectorOf(fake::Heap &heap, u32 size) {
  uptr holder = heap.add(&made_vector, 40), buffer = heap.add(&made_handles, 48);
  heap.sharedCounts(holder, 1);
  heap.word(holder + 16, buffer);
  heap.word(holder + 24, buffer + size * 16);
  heap.word(holder + 32, buffer + 48);
  set(heap, buffer + 32, holder);
}

TEST(LiveRanges, WhatAVectorHas) {
  fake::Heap heap;
  vectorOf(heap, 3);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  EXPECT_EQ(drafts[0].finding.kind, Class::Cycle);
  EXPECT_EQ(drafts[0].finding.proof, Proof::Proved);
  EXPECT_STREQ(drafts[0].finding.edges[0].field, "kept[2]");
}

TEST(LiveRanges, WhatAVectorHadNoMore) {
  fake::Heap heap;
  vectorOf(heap, 2);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  EXPECT_EQ(drafts[0].finding.kind, Class::Forgotten); // its count is one, and nothing holds it
}

// Elements are numbered from the first that is there; those before it and behind the last are gone.
TEST(LiveRanges, WhatADequeHas) {
  fake::Heap heap;
  uptr holder = heap.add(&made_deque, 96), map = heap.add(&made_chunks, 64), chunk = heap.add(&made_handles, 64);
  heap.sharedCounts(holder, 1);
  uptr deque = holder + 16, node = map + 24;
  heap.word(deque, map);
  heap.word(deque + 8, 8);
  uptr first[] = {chunk + 16, chunk, chunk + 64, node}, end[] = {chunk + 48, chunk, chunk + 64, node};
  for (u32 i = 0; i < 4; ++i) {
    heap.word(deque + 16 + i * 8, first[i]);
    heap.word(deque + 48 + i * 8, end[i]);
  }
  heap.word(node, chunk);
  for (u32 i : {0, 2, 3}) // of which the second element is the one that is there
    set(heap, chunk + i * 16, holder);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  EXPECT_EQ(finding.proof, Proof::Proved);
  ASSERT_EQ(finding.edges.size, 1u);
  EXPECT_STREQ(finding.edges[0].field, "queue[1]");
}

// struct Node { std::deque<Handle> queue; } of libc++, of which elements from `gone` on are there. The first one of its
// chunk and the third are handles of their holder.
Span<Draft> segmentsOf(fake::Heap &heap, u64 gone, u64 count) {
  static refsan_field segments = field("queue", 24, Strength::Storage, Layout::Segments);
  segments.pointee = &handles.type;
  static const fake::Type with_segments("Node", "Node", 64, {segments}, Protocol::SharedPtr, kComplete);
  static const refsan_site made_segments = fake::site("make", 6, 1, &with_segments);
  uptr holder = heap.add(&made_segments, 64), map = heap.add(&made_chunks, 32), chunk = heap.add(&made_handles, 4096);
  heap.sharedCounts(holder, 1);
  uptr deque[] = {map + 8, map + 16, map + 32, gone, count};
  for (u32 i = 0; i < 5; ++i)
    heap.word(holder + 24 + i * 8, deque[i]);
  heap.word(map + 8, chunk);
  set(heap, chunk, holder);
  set(heap, chunk + 32, holder);
  return heap.findings();
}

TEST(LiveRanges, WhatADequeOfSegmentsHas) {
  fake::Heap heap;
  Span<Draft> drafts = segmentsOf(heap, 1, 2);
  ASSERT_EQ(drafts.size, 1u);
  EXPECT_EQ(drafts[0].finding.kind, Class::Cycle);
  EXPECT_EQ(drafts[0].finding.proof, Proof::Proved);
  ASSERT_EQ(drafts[0].finding.edges.size, 1u);
  EXPECT_STREQ(drafts[0].finding.edges[0].field, "queue[1]");
}

TEST(LiveRanges, WhatADequeOfSegmentsHadNoMore) {
  for (auto [gone, count] : {std::pair(1, 1), std::pair(3, 4), std::pair(3, 0)}) {
    fake::Heap heap;
    Span<Draft> drafts = segmentsOf(heap, static_cast<u64>(gone), static_cast<u64>(count));
    ASSERT_EQ(drafts.size, 1u);
    EXPECT_EQ(drafts[0].finding.kind, Class::Forgotten);
  }
}

// struct Node { VecDeque<Handle> queue; }, of room for four: elements from `first` on, round the buffer's end.
Span<Draft> ringOf(fake::Heap &heap, u64 first, u64 count) {
  static refsan_field ring = field("queue", 24, Strength::Storage, Layout::Ring);
  ring.pointee = &handles.type;
  static const fake::Type with_ring("Node", "Node", 48, {ring}, Protocol::SharedPtr, kComplete);
  static const refsan_site made_ring = fake::site("make", 5, 1, &with_ring);
  uptr holder = heap.add(&made_ring, 48), buffer = heap.add(&made_handles, 64);
  heap.sharedCounts(holder, 1);
  heap.word(holder + 16, 4);
  heap.word(holder + 24, buffer);
  heap.word(holder + 32, first);
  heap.word(holder + 40, count);
  set(heap, buffer + 16, holder);
  return heap.findings();
}

TEST(LiveRanges, WhatARingHas) {
  fake::Heap heap;
  Span<Draft> drafts = ringOf(heap, 3, 3);
  ASSERT_EQ(drafts.size, 1u);
  EXPECT_EQ(drafts[0].finding.kind, Class::Cycle);
  EXPECT_STREQ(drafts[0].finding.edges[0].field, "queue[2]");
}

TEST(LiveRanges, WhatARingHadNoMore) {
  for (auto [first, count] : {std::pair(2, 3), std::pair(2, 1), std::pair(0, 0)}) {
    fake::Heap heap;
    Span<Draft> drafts = ringOf(heap, static_cast<u64>(first), static_cast<u64>(count));
    ASSERT_EQ(drafts.size, 1u);
    EXPECT_EQ(drafts[0].finding.kind, Class::Forgotten);
  }
}

} // namespace
