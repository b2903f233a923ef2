//===- unowned_test.cpp ---------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/unowned.h"

#include "analysis/fake_heap.h"
#include "analysis/mark.h"

#include <gtest/gtest.h>

using namespace refsan;
using fake::field;

namespace {

// Rust's Rc<Node>, Node { next: Option<Rc<Node>> }, a block with room for two, of which a type says nothing,
// and one with a plain pointer.
const fake::Type node("Rc<Node>", "Node", 24, {field("next", 16, Strength::Strong)}, Protocol::RustRc,
                      REFSAN_TYPE_COMPLETE);
const fake::Type room("Room", "Room", 16, {field("length", 0, Strength::Raw)}, Protocol::None, REFSAN_TYPE_COMPLETE);
const fake::Type view("View", "View", 8, {field("node", 0, Strength::Raw)}, Protocol::None, REFSAN_TYPE_COMPLETE);
const fake::Type handle("Handle", "Handle", 8, {field("node", 0, Strength::Strong)}, Protocol::None,
                        REFSAN_TYPE_COMPLETE);
const refsan_site made_node = fake::site("make", 10, 5, &node);
const refsan_site made_room = fake::site("room", 20, 5, &room);
const refsan_site made_view = fake::site("view", 30, 5, &view);
const refsan_site made_handle = fake::site("handle", 40, 5, &handle);
const refsan_site made_plain = fake::site("load", 50, 5);

std::pair<uptr, uptr> ring(fake::Heap &heap, u64 strong = 1) {
  uptr a = heap.add(&made_node, 24), b = heap.add(&made_node, 24);
  heap.counts(a, strong);
  heap.counts(b, 1);
  heap.word(a + 16, b);
  heap.word(b + 16, a);
  return {a, b};
}

// Marked from these words, without what nobody holds.
struct Marked {
  BlockIndex &index;
  UnownedCycles unowned;
  std::vector<uptr> sure;

  Marked(fake::Heap &heap, std::vector<uptr> from, std::vector<uptr> roots = {})
      : index(heap.index()), sure(std::move(roots)) {
    Marker marker(index, heap.readable(), fake::Heap::sizeAt);
    unowned.find(index, heap.readable(), fake::Heap::blockAt, fake::Heap::references());
    Vector<Root> all;
    auto begin = reinterpret_cast<uptr>(sure.data());
    all.push({{begin, begin + sure.size() * sizeof(uptr)}, RootKind::Variable, 0});
    unowned.dropHeld(heap.readable(), all);
    all.release();
    unowned.hide(index);
    for (uptr word : sure)
      marker.addWord(word);
    for (uptr word : from)
      marker.addWord(word);
    marker.finish();
    unowned.show(index);
  }
};

TEST(Unowned, WordThatNoTypeKnowsKeepsNoCycle) {
  fake::Heap heap;
  auto [a, b] = ring(heap);
  uptr spare = heap.add(&made_room, 16);
  heap.word(spare + 8, a);
  Marked marked(heap, {spare});
  EXPECT_TRUE(marked.unowned.any());
  EXPECT_TRUE(marked.index.isMarked(spare));
  EXPECT_FALSE(marked.index.isMarked(a));
  EXPECT_FALSE(marked.index.isMarked(b));
}

TEST(Unowned, CountedReferenceFromElsewhereKeepsIt) {
  fake::Heap heap;
  auto [a, b] = ring(heap, 2);
  uptr spare = heap.add(&made_room, 16);
  heap.word(spare + 8, a);
  Marked from_unknown(heap, {spare}); // a variable's, say
  EXPECT_TRUE(from_unknown.index.isMarked(b));
  uptr holder = heap.add(&made_handle, 8);
  heap.word(holder, a);
  Marked from_handle(heap, {holder});
  EXPECT_FALSE(from_handle.unowned.any());
  EXPECT_TRUE(from_handle.index.isMarked(b));
}

TEST(Unowned, PointerThatATypeKnowsKeepsIt) {
  fake::Heap heap;
  auto [a, b] = ring(heap);
  uptr pointer = heap.add(&made_view, 8);
  heap.word(pointer, b);
  Marked marked(heap, {pointer});
  EXPECT_TRUE(marked.index.isMarked(a));
}

// A library of C's was given the value's address.
TEST(Unowned, PointerToTheValueInABlockWithoutATypeKeepsIt) {
  fake::Heap heap;
  auto [a, b] = ring(heap);
  uptr plain = heap.add(&made_plain, 16);
  heap.word(plain, b + 16);
  Marked marked(heap, {plain});
  EXPECT_TRUE(marked.index.isMarked(a));
}

TEST(Unowned, RootThatPointsIntoItKeepsIt) {
  fake::Heap heap;
  auto [a, b] = ring(heap);
  auto [c, d] = ring(heap);
  uptr spare = heap.add(&made_room, 16);
  heap.word(spare + 8, d);
  Marked marked(heap, {spare}, {1, b + 16});
  EXPECT_TRUE(marked.index.isMarked(a));
  EXPECT_FALSE(marked.index.isMarked(c));
}

} // namespace
