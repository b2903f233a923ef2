//===- verdicts_test.cpp --------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Verdicts on C++ and C heaps: control blocks, containers, unique owners, plain
// pointers; with types and without.
//
//===----------------------------------------------------------------------===//

#include "analysis/fake_heap.h"

#include <gtest/gtest.h>

using namespace refsan;
using fake::field;

namespace {

constexpr u32 kComplete = REFSAN_TYPE_COMPLETE;
constexpr u32 kPrivate = REFSAN_TYPE_COMPLETE | REFSAN_TYPE_PRIVATE;
constexpr const char *kFile = "/src/node.cpp";

refsan_site cxxSite(const char *function, u32 line, const fake::Type *type, Layout layout = Layout::One) {
  return fake::site(function, line, 5, type, Op::Alloc, layout, kFile);
}

// struct Node { std::shared_ptr<Node> next; Node *parent; }, by new and by make_shared.
const std::vector<refsan_field> node_fields = {field("next", 0, Strength::Raw), field("next", 8, Strength::Strong),
                                               field("parent", 16, Strength::Raw)};
const fake::Type node("Node", "Node", 24, node_fields, Protocol::None, kComplete);
const fake::Type shared("Node", "Node", 40,
                        {field("next", 16, Strength::Raw), field("next", 24, Strength::Strong),
                         field("parent", 32, Strength::Raw)},
                        Protocol::SharedPtr, kComplete);
const fake::Type control("shared_ptr control block of Node", "Node", 24, {field("", 16, Strength::Owner)},
                         Protocol::SharedPtr, kPrivate);
const refsan_site made_node = cxxSite("make", 10, &node), made_control = cxxSite("make", 11, &control),
                  made_shared = cxxSite("make", 12, &shared), made_other = cxxSite("make", 13, &shared);

uptr makeShared(fake::Heap &heap, const refsan_site &site = made_shared, u32 strong = 1) {
  uptr block = heap.add(&site, 40);
  heap.sharedCounts(block, strong);
  return block;
}
// *slot = the object in this make_shared block.
void set(fake::Heap &heap, uptr slot, uptr block) {
  heap.word(slot, block + 16);
  heap.word(slot + 8, block);
}

const Finding *only(Span<Draft> drafts) { return drafts.size == 1 ? &drafts[0].finding : nullptr; }

TEST(Verdicts, MakeSharedRing) {
  fake::Heap heap;
  uptr a = makeShared(heap), b = makeShared(heap, made_other);
  set(heap, a + 16, b);
  set(heap, b + 16, a);
  heap.tookSlot(a + 16, b, &made_shared); // recorded by the handle's own address
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Cycle);
  EXPECT_EQ(finding->proof, Proof::Proved);
  ASSERT_EQ(finding->edges.size, 2u);
  EXPECT_STREQ(finding->edges[0].field, "next");
  EXPECT_EQ(finding->edges[0].taken_at[0].line, 12u);
}

TEST(Verdicts, SharedPtrOfNew) {
  fake::Heap heap;
  uptr object[2], counts[2];
  for (int i = 0; i < 2; ++i) {
    object[i] = heap.add(&made_node, 24);
    counts[i] = heap.add(&made_control, 24);
    heap.sharedCounts(counts[i], 1);
    heap.word(counts[i] + 16, object[i]);
  }
  for (int i = 0; i < 2; ++i) {
    heap.word(object[i], object[1 - i]);
    heap.word(object[i] + 8, counts[1 - i]);
  }
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Cycle);
  EXPECT_EQ(finding->proof, Proof::Proved);
  EXPECT_EQ(finding->objects, 2u);
  EXPECT_EQ(finding->bytes, 48u);
  EXPECT_EQ(finding->owned_objects, 2u); // the control blocks
  EXPECT_EQ(finding->members[0].strong, 1u);
  ASSERT_EQ(finding->edges.size, 2u);
  EXPECT_EQ(finding->edges[0].strength, Strength::Strong);
  EXPECT_TRUE(finding->advice.known);
}

TEST(Verdicts, ForgottenHandleOfSharedPtrOfNew) {
  fake::Heap heap;
  uptr object = heap.add(&made_node, 24), counts = heap.add(&made_control, 24);
  heap.sharedCounts(counts, 1);
  heap.word(counts + 16, object);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Forgotten);
  EXPECT_STREQ(finding->members[0].type, "Node");
  EXPECT_EQ(finding->members[0].bytes, 24u);
  EXPECT_EQ(finding->owned_objects, 1u);
}

TEST(Verdicts, ParentLostByRawNewIsNoCycle) {
  fake::Heap heap;
  uptr parent = heap.add(&made_node, 24), child = makeShared(heap);
  set(heap, parent, child);
  heap.word(child + 32, parent);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Lost);
  EXPECT_EQ(finding->members[0].made_at.line, 10u);
  EXPECT_EQ(finding->owned_objects, 1u);
}

// struct Widget { std::unique_ptr<Impl> impl; }; struct Impl { std::shared_ptr<Widget> self; }
const fake::Type widget("Widget", "Widget", 24, {field("impl", 16, Strength::Owner)}, Protocol::SharedPtr, kComplete);
const fake::Type impl("Impl", "Impl", 16, {field("self", 0, Strength::Raw), field("self", 8, Strength::Strong)},
                      Protocol::None, kComplete);
const refsan_site made_widget = cxxSite("show", 20, &widget), made_impl = cxxSite("show", 21, &impl);

TEST(Verdicts, UniqueOwnerInTheCycle) {
  fake::Heap heap;
  uptr w = heap.add(&made_widget, 24), i = heap.add(&made_impl, 16);
  heap.sharedCounts(w, 1);
  heap.word(w + 16, i);
  set(heap, i, w);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Cycle);
  EXPECT_EQ(finding->proof, Proof::Proved);
  ASSERT_EQ(finding->edges.size, 2u);
  EXPECT_EQ(finding->edges[0].strength, Strength::Owner);
  EXPECT_STREQ(finding->edges[1].field, "self");
  ASSERT_TRUE(finding->advice.known);
  EXPECT_EQ(finding->advice.edges[0], 1u); // a unique owner can't be weak
}

// struct Tree { std::list<std::shared_ptr<Tree>> children; }
const fake::Type tree("Tree", "Tree", 40,
                      {field("children", 16, Strength::Storage), field("children", 24, Strength::Storage)},
                      Protocol::SharedPtr, kComplete);
const fake::Type list_node("std::_List_node<std::shared_ptr<Tree>>", "Tree", 32,
                           {field("", 0, Strength::Storage), field("", 8, Strength::Storage),
                            field("", 16, Strength::Raw), field("", 24, Strength::Strong)},
                           Protocol::None, kPrivate);
const refsan_site made_tree = cxxSite("grow", 30, &tree), made_list_node = cxxSite("grow", 31, &list_node);

uptr treeWithChild(fake::Heap &heap, uptr child) {
  uptr root = heap.add(&made_tree, 40), link = heap.add(&made_list_node, 32);
  heap.sharedCounts(root, 1);
  heap.word(root + 16, link); // the list's ring through its head in the tree
  heap.word(root + 24, link);
  heap.word(link, root + 16);
  heap.word(link + 8, root + 16);
  heap.word(link + 16, child + 16);
  heap.word(link + 24, child);
  return root;
}

TEST(Verdicts, RingsInsideOfContainersAreNoCycles) {
  fake::Heap heap;
  uptr child = makeShared(heap);
  treeWithChild(heap, child);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Forgotten); // of the tree: its count is 1
  EXPECT_STREQ(finding->members[0].type, "Tree");
  EXPECT_EQ(finding->owned_objects, 2u);
}

TEST(Verdicts, CycleThroughAList) {
  fake::Heap heap;
  uptr child = makeShared(heap);
  uptr root = treeWithChild(heap, child);
  set(heap, child + 16, root);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Cycle);
  EXPECT_EQ(finding->objects, 2u);
  ASSERT_EQ(finding->edges.size, 2u);
  for (const Edge &edge : finding->edges)
    EXPECT_STREQ(edge.field, edge.from == 0 ? "next" : "children[…]");
  EXPECT_TRUE(finding->advice.known);
}

// struct item { struct item *next, *prev; int value; } in C.
const fake::Type item("struct item", "item", 24, {field("next", 0, Strength::Raw), field("prev", 8, Strength::Raw)},
                      Protocol::None, kComplete);
const refsan_site made_item = fake::site("push", 5, 3, &item, Op::Alloc, Layout::One, "/src/list.c");
const refsan_site made_untyped = fake::site("push", 5, 3, nullptr, Op::Alloc, Layout::One, "/src/list.c");

TEST(Verdicts, DoublyLinkedListIsLostAsOne) {
  for (const refsan_site *site : {&made_item, &made_untyped}) {
    fake::Heap heap;
    uptr previous = 0;
    for (int i = 0; i < 5; ++i) {
      uptr next = heap.add(site, 24);
      heap.word(next + 8, previous);
      if (previous)
        heap.word(previous, next);
      previous = next;
    }
    const Finding *finding = only(heap.findings());
    ASSERT_TRUE(finding);
    EXPECT_EQ(finding->kind, Class::Lost);
    EXPECT_EQ(finding->objects, 1u);
    EXPECT_EQ(finding->owned_objects, 4u);
    EXPECT_FALSE(finding->advice.known);
  }
}

TEST(Verdicts, LostHeadsOfTheSameListAreOneFinding) {
  fake::Heap heap;
  for (int i = 0; i < 3; ++i) {
    uptr head = heap.add(&made_item, 24), tail = heap.add(&made_item, 24);
    heap.word(head, tail);
  }
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->times, 3u);
  EXPECT_EQ(finding->objects, 3u);
  EXPECT_EQ(finding->owned_objects, 3u);
}

TEST(Verdicts, ArrayNewWithACookie) {
  static const refsan_site made_array = cxxSite("fill", 40, &node, Layout::Cookie);
  fake::Heap heap;
  uptr array = heap.add(&made_array, 8 + 3 * 24), last = makeShared(heap);
  heap.word(array, 3);
  set(heap, array + 8 + 2 * 24, last);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_STREQ(finding->members[0].type, "Node[3]");
  EXPECT_EQ(finding->owned_objects, 1u);
}

TEST(Verdicts, ClassesAreNamedByTheirVirtualFunctions) {
  fake::Heap heap;
  fake::Heap::symbols[0x1100] = "_ZTVN2ui6WidgetE";
  uptr block = heap.add(&made_untyped, 48);
  heap.word(block, 0x1110);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_STREQ(finding->members[0].type, "ui::Widget");
  EXPECT_STREQ(finding->members[0].short_type, "Widget");
}

// Rust without debug info: names and protocols, but no fields.
const fake::Type named("Rc<leaky::Node>", "Node", 0, {}, Protocol::RustRc, 0);
const refsan_site named_a = fake::site("leaky::make", 0, 0, &named, Op::Alloc, Layout::One, nullptr),
                  named_b = fake::site("leaky::other", 0, 0, &named, Op::Alloc, Layout::One, nullptr);

TEST(Verdicts, UntypedCycle) {
  fake::Heap heap;
  for (int i = 0; i < 2; ++i) {
    uptr a = heap.add(&named_a, 40), b = heap.add(&named_b, 40);
    heap.counts(a, 1);
    heap.counts(b, 1);
    heap.word(a + 24, b);
    heap.word(b + 24, a);
  }
  Span<Draft> drafts = heap.findings();
  const Finding *finding = only(drafts);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Cycle);
  EXPECT_EQ(finding->proof, Proof::Likely);
  EXPECT_EQ(finding->times, 2u);
  EXPECT_EQ(finding->objects, 4u);
  EXPECT_EQ(finding->edges[0].field, nullptr);
  EXPECT_TRUE(drafts[0].uninstrumented);
}

TEST(Verdicts, UntypedWeakParentIsNoCycle) {
  fake::Heap heap;
  uptr parent = heap.add(&named_a, 40), child = heap.add(&named_b, 40);
  heap.counts(parent, 1, 2); // one forgotten handle, one weak one
  heap.counts(child, 1);
  heap.word(parent + 24, child);
  heap.word(child + 24, parent);
  const Finding *finding = only(heap.findings());
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Forgotten);
  EXPECT_EQ(finding->members[0].bytes, 40u);
  EXPECT_EQ(finding->owned_objects, 1u);
}

TEST(Verdicts, UntypedCycleWithAWeakPointerIntoIt) {
  fake::Heap heap;
  uptr a = heap.add(&named_a, 40), b = heap.add(&named_b, 40), watcher = heap.add(&named_b, 40);
  heap.counts(a, 1, 2);
  heap.counts(b, 1);
  heap.counts(watcher, 1);
  heap.word(a + 24, b);
  heap.word(b + 24, a);       // strong
  heap.word(b + 32, watcher); // strong
  heap.word(watcher + 24, a); // weak: a has one strong handle, and the other is as good
  Span<Draft> drafts = heap.findings();
  const Finding *finding = only(drafts);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->kind, Class::Cycle);
}

// What lies behind the fields of a counted object may be left by another one: its own address there is a reference only
// if somebody took it.
TEST(Verdicts, OwnAddressBehindTheFields) {
  static fake::Type counted("Text", "Text", 8, {}, Protocol::Intrusive, kComplete);
  counted.type.count_bytes = 4;
  const refsan_site made = cxxSite("make", 20, &counted);
  for (bool taken : {false, true}) {
    fake::Heap heap;
    uptr block = heap.add(&made, 44);
    heap.word4(block, 1);
    heap.word(block + 24, block);
    if (taken)
      heap.tookSlot(block + 24, block, &made);
    const Finding *finding = only(heap.findings());
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->kind, taken ? Class::Cycle : Class::Forgotten);
  }
}

} // namespace
