//===- findings_test.cpp --------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Verdicts on small Rust-like heaps, typed by debug info.
//
//===----------------------------------------------------------------------===//

#include "analysis/fake_heap.h"

#include <gtest/gtest.h>

using namespace refsan;
using fake::field;

namespace {

constexpr u32 kCounted = REFSAN_TYPE_COMPLETE;
constexpr u32 kPrivate = REFSAN_TYPE_COMPLETE | REFSAN_TYPE_PRIVATE;

// Rc<Node>: counts, then `next` at 24 and `other` at 32.
const fake::Type node("Rc<leaky::Node>", "Node", 40,
                      {field("value.next", 24, Strength::Strong), field("value.other", 32, Strength::Strong)},
                      Protocol::RustRc, kCounted);
const refsan_site clone_op = [] {
  refsan_site site = fake::site("<alloc::rc::Rc<leaky::Node> as core::clone::Clone>::clone", 0, 0, nullptr, Op::Retain);
  site.flags = REFSAN_SITE_LIBRARY;
  return site;
}();
const refsan_site made_a = fake::site("leaky::create_and_leak", 13, 13, &node);
const refsan_site made_b = fake::site("leaky::create_and_leak", 14, 13, &node);
const refsan_site made_c = fake::site("leaky::create_and_leak", 15, 13, &node);
const refsan_site took_b = fake::site("leaky::create_and_leak", 16, 33, nullptr, Op::Call);
const refsan_site took_a = fake::site("leaky::create_and_leak", 17, 33, nullptr, Op::Call);

uptr rc(fake::Heap &heap, const refsan_site &site, u64 strong = 1) {
  uptr block = heap.add(&site, 40);
  heap.counts(block, strong);
  return block;
}
void link(fake::Heap &heap, uptr from, uptr to, u32 offset = 24) { heap.word(from + offset, to); }

void articlesCycle(fake::Heap &heap) {
  uptr a = rc(heap, made_a), b = rc(heap, made_b);
  link(heap, a, b);
  heap.retained(b, &took_b, &clone_op);
  link(heap, b, a);
  heap.retained(a, &took_a, &clone_op);
}

TEST(Findings, ArticlesCycleTwice) {
  fake::Heap heap;
  articlesCycle(heap);
  articlesCycle(heap);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  EXPECT_EQ(finding.proof, Proof::Proved);
  EXPECT_EQ(finding.times, 2u);
  EXPECT_EQ(finding.objects, 4u);
  EXPECT_EQ(finding.bytes, 160u);
  EXPECT_EQ(finding.owned_objects, 0u);
  ASSERT_EQ(finding.members.size, 2u);
  EXPECT_STREQ(finding.members[0].type, "Rc<leaky::Node>");
  EXPECT_EQ(finding.members[0].made_at.line, 13u);
  EXPECT_EQ(finding.members[0].strong, 1u);
  EXPECT_EQ(finding.members[0].weak, 0u);
  EXPECT_EQ(finding.members[1].made_at.line, 14u);
  ASSERT_EQ(finding.edges.size, 2u);
  EXPECT_EQ(finding.edges[0].from, 0u);
  EXPECT_EQ(finding.edges[0].to, 1u);
  EXPECT_STREQ(finding.edges[0].field, "value.next");
  EXPECT_EQ(finding.edges[0].taken_at[0].line, 16u);
  EXPECT_STREQ(finding.edges[0].taken_by, "Rc::clone");
  EXPECT_FALSE(finding.edges[0].closes_cycle);
  EXPECT_EQ(finding.edges[1].taken_at[0].line, 17u);
  EXPECT_TRUE(finding.edges[1].closes_cycle);
  ASSERT_TRUE(finding.advice.known);
  ASSERT_EQ(finding.advice.edges.size, 1u);
  EXPECT_EQ(finding.advice.edges[0], 1u);
  EXPECT_EQ(finding.advice.frees_objects, 4u);
  EXPECT_EQ(finding.advice.frees_bytes, 160u);
}

TEST(Findings, ThreeNodes) {
  fake::Heap heap;
  uptr a = rc(heap, made_a), b = rc(heap, made_b), c = rc(heap, made_c);
  link(heap, a, b);
  link(heap, b, c);
  link(heap, c, a);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  EXPECT_EQ(finding.objects, 3u);
  ASSERT_EQ(finding.edges.size, 3u);
  EXPECT_EQ(finding.members[2].made_at.line, 15u);
  EXPECT_EQ(finding.edges[2].to, 0u);
  // No retains: each is held by the reference it was made with.
  EXPECT_EQ(finding.edges[0].taken_at[0].line, 14u);
  EXPECT_EQ(finding.edges[0].taken_by, nullptr);
}

TEST(Findings, WhatAnObjectHoldsByATableElsewhere) {
  fake::Heap heap;
  uptr a = rc(heap, made_a), b = rc(heap, made_b), table = heap.add(nullptr, 64);
  link(heap, b, a);
  heap.word(table, b);
  heap.attach(a, table, b);
  Span<Draft> drafts = heap.findings();
  ASSERT_GE(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  ASSERT_EQ(finding.edges.size, 2u);
  EXPECT_STREQ(finding.edges[0].field, "signal handlers");
  EXPECT_STREQ(finding.edges[1].field, "value.next");
}

TEST(Findings, SelfCycle) {
  fake::Heap heap;
  uptr a = rc(heap, made_a);
  link(heap, a, a);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  EXPECT_EQ(finding.objects, 1u);
  ASSERT_EQ(finding.edges.size, 1u);
  EXPECT_EQ(finding.edges[0].to, 0u);
  EXPECT_TRUE(finding.advice.known);
}

TEST(Findings, TwoCyclesThatShareANode) {
  fake::Heap heap;
  uptr a = rc(heap, made_a, 2), b = rc(heap, made_b), c = rc(heap, made_c);
  link(heap, a, b);
  link(heap, a, c, 32);
  link(heap, b, a);
  link(heap, c, a);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.members.size, 3u);
  EXPECT_EQ(finding.edges.size, 4u);
  EXPECT_EQ(finding.proof, Proof::Proved);
  ASSERT_TRUE(finding.advice.known);
  EXPECT_EQ(finding.advice.edges.size, 2u);
}

TEST(Findings, ForgottenReference) {
  fake::Heap heap;
  uptr a = rc(heap, made_a);
  heap.retained(a, &took_a, &clone_op);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Forgotten);
  EXPECT_EQ(finding.proof, Proof::Proved);
  ASSERT_EQ(finding.candidates.size, 1u);
  EXPECT_EQ(finding.candidates[0].line, 17u);
}

TEST(Findings, ForgottenReferenceToACycle) {
  fake::Heap heap;
  uptr a = rc(heap, made_a, 2), b = rc(heap, made_b);
  link(heap, a, b);
  link(heap, b, a);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Forgotten);
  EXPECT_EQ(finding.members.size, 2u);
  EXPECT_EQ(finding.candidates.size, 1u);
}

TEST(Findings, WeakOnly) {
  fake::Heap heap;
  uptr a = rc(heap, made_a);
  heap.counts(a, 0, 1);
  link(heap, a, a); // what a dropped value left behind
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  EXPECT_EQ(drafts[0].finding.kind, Class::WeakOnly);
}

// Vec<Rc<Node>>: the buffer is private, its elements are one handle each.
const fake::Type buffer("Rc<leaky::Node>", "Node", 8, {field("", 0, Strength::Strong)}, Protocol::None, kPrivate);
const fake::Type tree("Rc<leaky::Tree>", "Tree", 48,
                      {field("value.children", 16, Strength::Storage, Layout::Many),
                       field("value.parent", 40, Strength::Weak)},
                      Protocol::RustRc, kCounted);
const refsan_site grow = [] {
  refsan_site site = fake::site("alloc::raw_vec::RawVec::grow", 0, 0, &buffer, Op::Alloc, Layout::Many);
  site.flags = REFSAN_SITE_LIBRARY;
  return site;
}();
const refsan_site made_tree = fake::site("leaky::tree", 20, 5, &tree);

TEST(Findings, BufferIsPartOfItsHolder) {
  fake::Heap heap;
  uptr root = heap.add(&made_tree, 48), children = heap.add(&grow, 32), child = rc(heap, made_b);
  heap.counts(root, 1);
  heap.word(root + 16, children);
  heap.word(children + 16, child);
  link(heap, child, root);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  EXPECT_EQ(finding.proof, Proof::Proved);
  EXPECT_EQ(finding.objects, 2u);
  EXPECT_EQ(finding.owned_objects, 1u);
  EXPECT_EQ(finding.owned_bytes, 32u);
  ASSERT_EQ(finding.edges.size, 2u);
  EXPECT_STREQ(finding.edges[1].field ? finding.edges[1].field : "",
               finding.edges[1].from == 0 ? "value.children[2]" : "value.next");
  for (const Edge &edge : finding.edges)
    EXPECT_EQ(edge.strength, Strength::Strong);
}

TEST(Findings, WeakParentsMakeNoCycle) {
  fake::Heap heap;
  uptr root = heap.add(&made_tree, 48), children = heap.add(&grow, 32), child = heap.add(&made_tree, 48);
  heap.counts(root, 1, 2);
  heap.counts(child, 1);
  heap.word(root + 16, children);
  heap.word(children, child);
  heap.word(child + 40, root);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  EXPECT_EQ(drafts[0].finding.kind, Class::Forgotten);
  EXPECT_EQ(drafts[0].finding.members[0].weak, 1u);
  EXPECT_EQ(drafts[0].finding.owned_objects, 2u);
}

TEST(Findings, SlotsAreMoreExactThanRetains) {
  fake::Heap heap;
  uptr a = rc(heap, made_a), b = rc(heap, made_b);
  link(heap, a, b);
  link(heap, b, a);
  heap.retained(b, &took_a, &clone_op); // given up since, but by whom is not known
  heap.retained(b, &took_b, &clone_op);
  heap.tookSlot(a + 24, b, &took_b, &clone_op);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Edge &edge = drafts[0].finding.edges[0];
  ASSERT_EQ(edge.taken_at.size, 1u);
  EXPECT_EQ(edge.taken_at[0].line, 16u);
}

TEST(Findings, ARecordOfTheFieldBesideIsNotThisOnes) {
  fake::Heap heap;
  uptr a = rc(heap, made_a), b = rc(heap, made_b);
  link(heap, a, b, 32);
  link(heap, b, a);
  heap.tookSlot(a + 24, b, &took_b, &clone_op); // of what was there; b it is by a few bits only
  heap.retained(b, &took_a, &clone_op);
  Span<Draft> drafts = heap.findings();
  ASSERT_EQ(drafts.size, 1u);
  const Edge &edge = drafts[0].finding.edges[0];
  ASSERT_EQ(edge.taken_at.size, 1u);
  EXPECT_EQ(edge.taken_at[0].line, 17u);
}

TEST(Findings, OfMoreRetainsThanEdgesTheNewestIsLikely) {
  fake::Heap heap;
  uptr a = rc(heap, made_a), b = rc(heap, made_b);
  link(heap, a, b);
  link(heap, b, a);
  heap.retained(b, &took_a, &clone_op);
  heap.retained(b, &took_b, &clone_op);
  Span<Draft> drafts = heap.findings();
  const Edge &edge = drafts[0].finding.edges[0];
  ASSERT_EQ(edge.taken_at.size, 2u);
  EXPECT_EQ(edge.taken_at[0].line, 16u);
  EXPECT_EQ(edge.taken_at[1].line, 17u);
}

TEST(Findings, WhatOnePlaceTookHasOneFate) {
  fake::Heap heap;
  uptr a = rc(heap, made_a), b = rc(heap, made_b);
  link(heap, a, b);
  link(heap, b, a);
  heap.retained(b, &took_a, &clone_op);
  heap.retained(b, &took_b, &clone_op); // two for one edge
  heap.retained(b, &took_b, &clone_op);
  Span<Draft> drafts = heap.findings();
  const Edge &edge = drafts[0].finding.edges[0];
  ASSERT_EQ(edge.taken_at.size, 2u);
  EXPECT_EQ(edge.taken_at[0].line, 17u);
  EXPECT_EQ(edge.taken_at[1].line, 16u);
}

TEST(Findings, RingOfAMillion) {
  fake::Heap heap;
  constexpr usize kNodes = 1000000;
  std::vector<uptr> nodes;
  for (usize i = 0; i < kNodes; ++i)
    nodes.push_back(rc(heap, made_a));
  for (usize i = 0; i < kNodes; ++i)
    link(heap, nodes[i], nodes[(i + 1) % kNodes]);
  Span<Draft> drafts = heap.findings(16);
  ASSERT_EQ(drafts.size, 1u);
  const Finding &finding = drafts[0].finding;
  EXPECT_EQ(finding.kind, Class::Cycle);
  EXPECT_EQ(finding.objects, kNodes);
  EXPECT_EQ(finding.members_total, kNodes);
  EXPECT_EQ(finding.members.size, 16u);
  EXPECT_TRUE(finding.advice.known);
}

} // namespace
