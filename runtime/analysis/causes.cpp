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
  u32 endEdge(u32 node) const { return graph.endEdge(node); }
  bool follows(u32, u32 edge) const { return owns(graph.bits(edge)); }
  u32 target(u32, u32 edge) const { return graph.target(edge); }
};

struct UnclaimedView {
  const Graph &graph;
  const u8 *claimed;
  u32 size() const { return graph.size(); }
  bool includes(u32 node) const { return !claimed[node]; }
  u32 firstEdge(u32 node) const { return graph.firstEdge(node); }
  u32 endEdge(u32 node) const { return graph.endEdge(node); }
  bool follows(u32, u32 edge) const { return reaches(graph.bits(edge)) && !claimed[graph.target(edge)]; }
  u32 target(u32, u32 edge) const { return graph.target(edge); }
};

} // namespace

void Causes::create(const Graph &graph) {
  graph_ = &graph;
  pointed_.makeToFill(graph.size());
  claimed_.makeToFill(graph.size());
  queue_.make(graph.size());
  heads_.make(graph.size());
}

void Causes::release() {
  owning_.release();
  states_.free();
  found_.free();
  rings_.release();
  pointed_.free();
  claimed_.free();
  queue_.free();
  heads_.free();
}

void Causes::forEach(const CauseVisitor &visitor) {
  cycles(visitor);
  if (!anyUnclaimed())
    return;
  notePointed();
  lostHeads(visitor);
  lostRings(visitor);
}

bool Causes::anyUnclaimed() const {
  bool any = false;
  graph_->workers().forRanges(graph_->size(), [&](u32 begin, u32 end, u32) {
    for (u32 block = begin; block < end && !__atomic_load_n(&any, __ATOMIC_RELAXED); ++block)
      if (!claimed_[block])
        __atomic_store_n(&any, true, __ATOMIC_RELAXED);
  });
  return any;
}

// Calls f(component, worker), side by side but for large ones.
template <typename F> void Causes::forEachComponent(F f) {
  constexpr u32 kSome = 256;
  graph_->workers().forEach((owning_.size() + kSome - 1) / kSome, [&](u32 part, u32 worker) {
    u32 begin = part * kSome, end = owning_.size() - begin > kSome ? begin + kSome : owning_.size();
    for (u32 i = begin; i < end; ++i)
      if (owning_.at(i).size <= Cause::kLarge)
        f(i, worker);
  });
  for (u32 i = 0; i < owning_.size(); ++i)
    if (owning_.at(i).size > Cause::kLarge)
      f(i, 0);
}

// What add(block, Sums &) says of all the blocks; by all workers if they are many.
template <typename F> Causes::Sums Causes::sumUp(Span<u32> blocks, F add) const {
  Sums sums[kMostBeside];
  auto addSome = [&](u32 begin, u32 end, u32 worker) {
    Sums own = sums[worker];
    for (u32 i = begin; i < end; ++i)
      add(blocks[i], own);
    sums[worker] = own;
  };
  if (blocks.size <= Cause::kLarge) {
    Sums own;
    for (u32 block : blocks)
      add(block, own);
    return own;
  }
  graph_->workers().forRanges(static_cast<u32>(blocks.size), addSome);
  for (u32 i = 1; i < kMostBeside; ++i) {
    sums[0].objects += sums[i].objects;
    sums[0].bytes += sums[i].bytes;
    sums[0].private_objects += sums[i].private_objects;
    sums[0].private_bytes += sums[i].private_bytes;
    sums[0].handle |= sums[i].handle;
    sums[0].forgotten |= sums[i].forgotten;
    sums[0].leads_out |= sums[i].leads_out;
  }
  return sums[0];
}

void Causes::addToShape(u32 block, Sums &sums) const {
  if (sums.objects && sums.handle)
    return; // that was the question
  sums.objects += !graph_->kind(block).hidden;
  for (u32 edge = graph_->firstEdge(block), end = graph_->endEdge(block); edge < end && !sums.handle; ++edge) {
    u16 bits = graph_->bits(edge);
    sums.handle = owns(bits) && bits & kHandle && owning_.of[graph_->target(edge)] == owning_.of[block];
  }
}

// A handle must be among the edges that close the ring: unique owners, containers
// and plain pointers in a ring are no cycle of references.
void Causes::noteCycle(u32 component) {
  Span<u32> blocks = owning_.at(component);
  Sums sums = sumUp(blocks, [this](u32 block, Sums &sums) { addToShape(block, sums); });
  if (!sums.objects || !sums.handle)
    return;
  states_[component] = kCycle;
  if (blocks.size > Cause::kLarge)
    sumUp(blocks, [this](u32 block, Sums &) { claimed_[block] = 1; });
  else
    for (u32 block : blocks)
      claimed_[block] = 1;
}

// Private blocks count as owned by the ones that are shown.
void Causes::addToCause(u32 block, Sums &sums) const {
  const BlockKind &kind = graph_->kind(block);
  (kind.hidden ? sums.private_objects : sums.objects) += 1;
  (kind.hidden ? sums.private_bytes : sums.bytes) += graph_->heap().bytes(block);
  u32 control = graph_->lender(block);
  sums.forgotten =
      sums.forgotten || classOfCounted(kind.protocol != Protocol::None ? block : control) == Class::Forgotten;
  for (u32 edge = graph_->firstEdge(block), end = graph_->endEdge(block); edge < end; ++edge)
    sums.leads_out |= !claimed_[graph_->target(edge)] && reaches(graph_->bits(edge));
  if (control != kNone)
    sums.leads_out |= !claimed_[control];
}

void Causes::visitCycle(u32 component, u32 worker, const CauseVisitor &visitor) {
  Cause cause;
  cause.blocks = owning_.at(component);
  cause.number = component;
  Sums sums = sumUp(cause.blocks, [this](u32 block, Sums &sums) { addToCause(block, sums); });
  cause.kind = sums.forgotten ? Class::Forgotten : Class::Cycle;
  cause.objects = sums.objects;
  cause.bytes = sums.bytes;
  cause.owned_objects = sums.private_objects;
  cause.owned_bytes = sums.private_bytes;
  if (sums.leads_out) {
    states_[component] |= kLeadsOut;
    note(&any_leads_out_);
  }
  found_[component] = visitor.found(cause, worker, visitor.self);
}

void Causes::claimFromCycle(u32 component, const CauseVisitor &visitor) {
  Cause cause;
  for (u32 block : owning_.at(component))
    queue_[queued_++] = block;
  claimReachable(&cause);
  visitor.owns(found_[component], cause.owned_objects, cause.owned_bytes, visitor.self);
}

void Causes::findCycles() {
  if (!graph_->anyHandles())
    return;
  findComponents(OwningView{*graph_}, graph_->workers(), owning_);
  states_.makeToFill(owning_.size());
  found_.makeToFill(owning_.size());
  forEachComponent([this](u32 component, u32) { noteCycle(component); });
}

void Causes::cycles(const CauseVisitor &visitor) {
  forEachComponent([&](u32 component, u32 worker) {
    if (states_[component] & kCycle)
      visitCycle(component, worker, visitor);
  });
  for (u32 i = 0; any_leads_out_ && i < owning_.size(); ++i)
    if (states_[i] & kLeadsOut)
      claimFromCycle(i, visitor);
  next_number_ = owning_.size();
}

void Causes::claim(u32 block, Cause *cause) {
  if (claimed_[block])
    return;
  claimed_[block] = 1;
  cause->owned_objects += 1;
  cause->owned_bytes += graph_->heap().bytes(block);
  queue_[queued_++] = block;
}

void Causes::claimReachable(Cause *cause) {
  while (queued_ > 0) {
    u32 block = queue_[--queued_];
    for (u32 edge = graph_->firstEdge(block); edge < graph_->endEdge(block); ++edge)
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
  const Workers &workers = graph_->workers();
  workers.forRanges(graph_->size(), [this](u32 begin, u32 end, u32) {
    for (u32 from = begin; from < end; ++from)
      for (u32 edge = graph_->firstEdge(from); edge < graph_->endEdge(from); ++edge) {
        u32 to = graph_->target(edge);
        if (reaches(graph_->bits(edge)) && to != from && graph_->lender(to) != from)
          __atomic_store_n(&pointed_[to], 1, __ATOMIC_RELAXED);
      }
  });
  // No control block is the object of another one.
  workers.forRanges(graph_->size(), [this](u32 begin, u32 end, u32) {
    for (u32 block = begin; block < end; ++block)
      if (u32 control = graph_->lender(block); control != kNone)
        pointed_[block] |= pointed_[control];
  });
}

Class Causes::classOfCounted(u32 counted) const {
  if (counted == kNone)
    return Class::Lost;
  Holders holders = graph_->holders(counted);
  return holders.counted == 0 ? Class::WeakOnly : holders.missing() ? Class::Forgotten : Class::Lost;
}

void Causes::lost(u32 head, Span<u32> group, const CauseVisitor &visitor) {
  claimed_[head] = 1;
  heads_[head_count_] = head;
  Cause cause;
  cause.kind = classOfCounted(graph_->countedBy(head));
  cause.blocks = {&heads_[head_count_++], 1};
  cause.number = next_number_++;
  cause.objects = 1;
  cause.bytes = graph_->heap().bytes(head);
  queue_[queued_++] = head;
  for (u32 block : group)
    claim(block, &cause);
  claimReachable(&cause);
  visitor.found(cause, 0, visitor.self);
}

void Causes::lostHeads(const CauseVisitor &visitor) {
  for (u32 block = 0; block < graph_->size(); ++block)
    if (!claimed_[block] && !pointed_[block] && !isBehindObject(block))
      lost(block, {}, visitor);
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
void Causes::lostRings(const CauseVisitor &visitor) {
  if (!anyUnclaimed())
    return;
  findComponents(UnclaimedView{*graph_, claimed_.data}, graph_->workers(), rings_);
  scratch::Array<u8> led; // into, by what rings_.of says
  led.make(Components::numberLimit(graph_->size()) + 1);
  for (u32 from = 0; from < graph_->size(); ++from)
    for (u32 edge = graph_->firstEdge(from); !claimed_[from] && edge < graph_->endEdge(from); ++edge) {
      u32 component = rings_.of[graph_->target(edge)];
      if (leadsIn(from, edge) && component && component != rings_.of[from])
        led[component] = 1;
    }
  for (u32 i = 0; i < rings_.size(); ++i)
    if (!led[rings_.of[rings_.at(i)[0]]])
      lost(headOf(rings_.at(i)), rings_.at(i), visitor);
  led.free();
}

} // namespace refsan
