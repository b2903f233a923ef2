//===- doubts_test.cpp ----------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/doubts.h"

#include "analysis/fake_heap.h"
#include "analysis/mark.h"

#include <gtest/gtest.h>

using namespace refsan;
using fake::field;

namespace {

const refsan_site made_plain = fake::site("load", 20, 5);

// A heap with roots that may be left over, marked as a check does it.
struct Judged {
  fake::Heap &heap;
  Doubts doubts;
  Vector<Root> doubtful;
  Vector<const char *> notes;
  BlockIndex &index = heap.index();

  Judged(fake::Heap &heap, const std::vector<uptr> &sure, const std::vector<uptr> &stack) : heap(heap) {
    Marker marker(index, heap.readable(), fake::Heap::sizeAt);
    for (uptr word : sure)
      marker.addWord(word);
    marker.finish();
    doubts.judgeWithout(index, heap.readable(), heap.names(), fake::Heap::blockAt, fake::Heap::references());
    auto begin = reinterpret_cast<uptr>(stack.data());
    doubtful.push({{begin, begin + stack.size() * sizeof(uptr)}, RootKind::Stack, 4711});
    doubts.mark(marker, heap.readable(), doubtful);
    marker.finish();
    compare({});
  }
  void compare(Span<Draft> leaks) { doubts.compare(leaks, heap.names(), notes); }
};

// Rust's Rc<Node>, Node { next: Option<Rc<Node>> }, and a counted class of C++ like it.
const fake::Type node("Rc<Node>", "Node", 24, {field("next", 16, Strength::Strong)}, Protocol::RustRc,
                      REFSAN_TYPE_COMPLETE);
const fake::Type shared("Node", "Node", 24, {field("next", 16, Strength::Strong)}, Protocol::SharedPtr,
                        REFSAN_TYPE_COMPLETE);
const refsan_site made_node = fake::site("make", 10, 5, &node);
const refsan_site made_shared = fake::site("make", 10, 5, &shared);

std::pair<uptr, uptr> ring(fake::Heap &heap, u64 strong = 1, const refsan_site *made = &made_node) {
  uptr a = heap.add(made, 24), b = heap.add(made, 24);
  if (made == &made_node) {
    heap.counts(a, strong);
    heap.counts(b, 1);
  } else {
    heap.sharedCounts(a, static_cast<u32>(strong));
    heap.sharedCounts(b, 1);
  }
  heap.word(a + 16, b);
  heap.word(b + 16, a);
  return {a, b};
}

TEST(Doubts, WordOnAStackMarksWhatItPointsTo) {
  fake::Heap heap;
  uptr kept = heap.add(&made_plain, 40), next = heap.add(&made_plain, 40), lost = heap.add(&made_plain, 40);
  heap.word(kept, next);
  std::vector<uptr> stack = {1, kept + 8};
  Judged judged(heap, {}, stack);
  EXPECT_TRUE(judged.index.isMarked(kept));
  EXPECT_TRUE(judged.index.isMarked(next));
  EXPECT_FALSE(judged.index.isMarked(lost));
  EXPECT_TRUE(judged.notes.empty()); // nothing says that the word is left over
}

TEST(Doubts, CycleThatOnlyAWordOnAStackKeeps) {
  fake::Heap heap;
  auto [a, b] = ring(heap, 1, &made_shared);
  Judged judged(heap, {}, {b});
  EXPECT_TRUE(judged.index.isMarked(a));
  ASSERT_EQ(judged.notes.size(), 1u);
  EXPECT_STREQ(judged.notes[0], "1 cycle of Node, made at leaky.rs:10, is kept only by a word on the stack of "
                                "thread 4711: no reference to it is counted");
}

// A variable would be counted; this one was moved from.
TEST(Doubts, WordOnAStackKeepsNoCycleOfRusts) {
  fake::Heap heap;
  auto [a, b] = ring(heap);
  auto [c, d] = ring(heap, 2);
  Judged judged(heap, {}, {b, a + 16, c});
  EXPECT_FALSE(judged.index.isMarked(a));
  EXPECT_FALSE(judged.index.isMarked(b));
  EXPECT_TRUE(judged.index.isMarked(c));
  EXPECT_TRUE(judged.index.isMarked(d));
  EXPECT_TRUE(judged.notes.empty());
}

TEST(Doubts, CycleOfRustsThatALiveObjectHoldsIsReached) {
  fake::Heap heap;
  auto [a, b] = ring(heap, 2);
  uptr holder = heap.add(&made_node, 24);
  heap.counts(holder, 1);
  heap.word(holder + 16, a);
  Judged judged(heap, {}, {b, holder});
  EXPECT_TRUE(judged.index.isMarked(a));
  EXPECT_TRUE(judged.index.isMarked(b));
  EXPECT_TRUE(judged.notes.empty());
}

TEST(Doubts, CycleWithAnotherReferenceIsHeldByAVariable) {
  fake::Heap heap;
  auto [a, b] = ring(heap, 2);
  Judged judged(heap, {}, {a});
  EXPECT_TRUE(judged.index.isMarked(b));
  EXPECT_TRUE(judged.notes.empty());
}

TEST(Doubts, CycleThatASureRootKeepsIsNotDoubted) {
  fake::Heap heap;
  auto [a, b] = ring(heap);
  Judged judged(heap, {a}, {b});
  EXPECT_TRUE(judged.index.isMarked(b));
  EXPECT_TRUE(judged.notes.empty());
}

// Of objects made at one place some leaked: told once for all that such words keep.
TEST(Doubts, ObjectsMadeWhereOthersLeaked) {
  fake::Heap heap;
  uptr first = heap.add(&made_plain, 40), second = heap.add(&made_plain, 40);
  Judged judged(heap, {}, {first, second});
  EXPECT_TRUE(judged.notes.empty());
  heap.add(&made_plain, 40);
  judged.compare(heap.findings());
  ASSERT_EQ(judged.notes.size(), 1u);
  EXPECT_STREQ(judged.notes[0], "2 objects, made at leaky.rs:20, are kept only by a word on the stack of thread 4711: "
                                "others made there leaked");
}

} // namespace
