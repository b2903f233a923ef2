//===- causes.cpp - why blocks leaked -------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/causes.h"

namespace refsan {
namespace {

struct OwningView {
  const Graph &graph;
  u32 size() const { return graph.size(); }
  bool includes(u32) const { return true; }
  u32 firstEdge(u32 node) const { return graph.firstEdge(node); }
  bool follows(u32 edge) const { return owns(graph.bits(edge)); }
  u32 target(u32 edge) const { return graph.target(edge); }
};

struct UnclaimedView {
  const Graph &graph;
  const u8 *claimed;
  u32 size() const { return graph.size(); }
  bool includes(u32 node) const { return !claimed[node]; }
  u32 firstEdge(u32 node) const { return graph.firstEdge(node); }
  bool follows(u32 edge) const { return reaches(graph.bits(edge)) && !claimed[graph.target(edge)]; }
  u32 target(u32 edge) const { return graph.target(edge); }
};

} // namespace

void Causes::create(const Graph &graph) {
  graph_ = &graph;
  component_of_.make(graph.size());
  pointed_.make(graph.size());
  claimed_.make(graph.size());
}

void Causes::release() {
  owning_.release();
  rings_.release();
  component_of_.free();
  pointed_.free();
  claimed_.free();
  queue_.release();
  heads_.release();
}

void Causes::forEach(void (*visit)(const Cause &cause, void *arg), void *arg) {
  scratch::must(heads_.reserve(graph_->size())); // spans of it are handed out
  cycles(visit, arg);
  notePointed();
  lostHeads(visit, arg);
  lostRings(visit, arg);
}

void Causes::noteComponents(const Components &components) {
  for (u32 i = 0; i < components.size(); ++i)
    for (u32 block : components.at(i))
      component_of_[block] = i + 1;
}

// A handle must be among the edges that close the ring: unique owners, containers
// and plain pointers in a ring are no cycle of references.
bool Causes::isCycle(u32 component) const {
  bool shown = false, handle = false;
  for (u32 block : owning_.at(component)) {
    shown |= !graph_->kind(block).hidden;
    for (u32 edge = graph_->firstEdge(block); edge < graph_->firstEdge(block + 1); ++edge)
      handle |= owns(graph_->bits(edge)) && graph_->bits(edge) & kHandle &&
                component_of_[graph_->target(edge)] == component + 1;
  }
  return shown && handle;
}

void Causes::cycles(void (*visit)(const Cause &, void *), void *arg) {
  findComponents(OwningView{*graph_}, owning_);
  noteComponents(owning_);
  Vector<u32> found;
  for (u32 i = 0; i < owning_.size(); ++i)
    if (isCycle(i)) {
      scratch::push(found, i);
      for (u32 block : owning_.at(i))
        claimed_[block] = 1;
    }
  for (u32 i : found) {
    Cause cause = startCause(Class::Cycle, owning_.at(i));
    for (u32 block : cause.blocks)
      scratch::push(queue_, block);
    claimReachable(&cause);
    for (u32 block : cause.blocks)
      if (classOfHead(block) == Class::Forgotten)
        cause.kind = Class::Forgotten;
    visit(cause, arg);
  }
  found.release();
}

// Private blocks count as owned by the ones that are shown.
Cause Causes::startCause(Class kind, Span<u32> blocks) {
  Cause cause;
  cause.kind = kind;
  cause.blocks = blocks;
  bool only_hidden = true;
  for (u32 block : blocks)
    only_hidden &= graph_->kind(block).hidden;
  for (u32 block : blocks) {
    bool member = only_hidden || !graph_->kind(block).hidden;
    (member ? cause.objects : cause.owned_objects) += 1;
    (member ? cause.bytes : cause.owned_bytes) += graph_->heap().bytes(block);
  }
  return cause;
}

void Causes::claim(u32 block, Cause *cause) {
  if (claimed_[block])
    return;
  claimed_[block] = 1;
  cause->owned_objects += 1;
  cause->owned_bytes += graph_->heap().bytes(block);
  scratch::push(queue_, block);
}

void Causes::claimReachable(Cause *cause) {
  while (!queue_.empty()) {
    u32 block = queue_.pop();
    for (u32 edge = graph_->firstEdge(block); edge < graph_->firstEdge(block + 1); ++edge)
      if (reaches(graph_->bits(edge)))
        claim(graph_->target(edge), cause);
    if (u32 control = graph_->lender(block); control != kNone)
      claim(control, cause);
  }
}

// A control block that nothing points to stands and falls with its object.
bool Causes::isBehindObject(u32 block) const { return graph_->lentTo(block) != kNone; }

bool Causes::leadsIn(u32 from, u32 edge) const {
  u32 to = graph_->target(edge);
  return reaches(graph_->bits(edge)) && to != from && !(graph_->lender(to) == from && !pointed_[from]);
}

void Causes::notePointed() {
  for (u32 from = 0; from < graph_->size(); ++from)
    for (u32 edge = graph_->firstEdge(from); edge < graph_->firstEdge(from + 1); ++edge) {
      u32 to = graph_->target(edge);
      if (reaches(graph_->bits(edge)) && to != from && graph_->lender(to) != from)
        pointed_[to] = 1;
    }
  for (u32 block = 0; block < graph_->size(); ++block)
    if (u32 control = graph_->lender(block); control != kNone)
      pointed_[block] |= pointed_[control];
}

Class Causes::classOfHead(u32 head) const {
  u32 counted = graph_->countedBy(head);
  if (counted == kNone)
    return Class::Lost;
  Holders holders = graph_->holders(counted);
  return holders.counted == 0 ? Class::WeakOnly : holders.missing() ? Class::Forgotten : Class::Lost;
}

void Causes::lost(u32 head, Span<u32> group, void (*visit)(const Cause &, void *), void *arg) {
  claimed_[head] = 1;
  scratch::push(heads_, head);
  Cause cause = startCause(classOfHead(head), {&heads_.back(), 1});
  scratch::push(queue_, head);
  for (u32 block : group)
    claim(block, &cause);
  claimReachable(&cause);
  visit(cause, arg);
}

void Causes::lostHeads(void (*visit)(const Cause &, void *), void *arg) {
  for (u32 block = 0; block < graph_->size(); ++block)
    if (!claimed_[block] && !pointed_[block] && !isBehindObject(block))
      lost(block, {}, visit, arg);
}

// The member made first, and not a container's or handle's own block.
u32 Causes::headOf(Span<u32> blocks) const {
  const LeakedHeap &heap = graph_->heap();
  u32 best = kNone;
  for (u32 block : blocks) {
    bool better = best == kNone;
    if (!better && graph_->kind(block).hidden != graph_->kind(best).hidden)
      better = graph_->kind(best).hidden;
    else if (!better)
      better = heap.order(block) < heap.order(best) || (heap.order(block) == heap.order(best) && block < best);
    best = better ? block : best;
  }
  return best;
}

// What is left is reached only from rings of blocks: those that no other ring
// leads into are the causes.
void Causes::lostRings(void (*visit)(const Cause &, void *), void *arg) {
  bool any = false;
  for (u32 block = 0; block < graph_->size() && !any; ++block)
    any = !claimed_[block];
  if (!any)
    return;
  __builtin_memset(component_of_.data, 0, component_of_.size * sizeof(u32));
  findComponents(UnclaimedView{*graph_, claimed_.data}, rings_);
  noteComponents(rings_);
  Vector<u8> led_into;
  scratch::must(led_into.resize(rings_.size()));
  for (u32 from = 0; from < graph_->size(); ++from)
    for (u32 edge = graph_->firstEdge(from); !claimed_[from] && edge < graph_->firstEdge(from + 1); ++edge) {
      u32 component = component_of_[graph_->target(edge)];
      if (leadsIn(from, edge) && component && component != component_of_[from])
        led_into[component - 1] = 1;
    }
  for (u32 i = 0; i < rings_.size(); ++i)
    if (!led_into[i])
      lost(headOf(rings_.at(i)), rings_.at(i), visit, arg);
  led_into.release();
}

} // namespace refsan
