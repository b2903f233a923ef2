//===- attribution.cpp - which line took a reference ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/attribution.h"

namespace refsan {
namespace {

constexpr usize kMaxRetains = 64; // of one object; with more, any of these is a fair guess

class MemberAttribution {
public:
  MemberAttribution(const Graph &graph, Instance &instance, u32 member)
      : graph_(graph), instance_(instance), member_(member), counted_(graph.countedBy(instance.members[member])) {}

  void run() {
    if (counted_ == kNone)
      return ownedSinceMade();
    readRetains();
    for (InstanceEdge &edge : instance_.edges)
      if (edge.to == member_ && edge.handle != kNone && !takeSlot(edge))
        ++open_;
    preferWholePlaces();
    u32 place = 0;
    for (InstanceEdge &edge : instance_.edges)
      if (edge.to == member_ && edge.handle != kNone && edge.taken.size == 0)
        edge.taken = size_ > 0 ? retainsFor(place++) : madeWithIt(counted_);
  }

  // After run() with fresh edges: what is left.
  Span<Taken> left() {
    if (counted_ == kNone)
      return {};
    readRetains();
    for (const InstanceEdge &edge : instance_.edges)
      if (edge.to == member_ && edge.taken.size == 1)
        remove(edge.taken[0]);
    Taken *newest_first = scratch::make<Taken>(size_);
    for (usize i = 0; i < size_; ++i)
      newest_first[i] = retains_[size_ - 1 - i];
    return withoutRepeats(newest_first, size_);
  }

private:
  void readRetains() {
    usize unmatched = 0;
    uptr address = graph_.heap().address(counted_);
    size_ = graph_.heap().references().outstandingRetains(address, retains_, kMaxRetains, &unmatched);
    size_ = size_ < kMaxRetains ? size_ : kMaxRetains;
  }

  static bool isSameLine(const refsan_site *a, const refsan_site *b) {
    return a && b && a->line == b->line && a->file && b->file && StringView(a->file) == b->file;
  }

  void remove(const Taken &taken) {
    for (usize i = size_; i-- > 0;)
      if (isSamePlace(retains_[i], taken)) {
        for (usize k = i + 1; k < size_; ++k)
          retains_[k - 1] = retains_[k];
        --size_;
        return;
      }
  }

  bool takeSlot(InstanceEdge &edge) {
    Taken taken;
    if (!takenAt(graph_, edge.slot, edge.pointee, &taken))
      return false;
    for (usize i = size_; i-- > 0 && !taken.operation;)
      if (retains_[i].site == taken.site)
        taken.operation = retains_[i].operation;
    remove(taken);
    // The handle that the object was made with is taken where it was moved to.
    const Context *context = graph_.heap().context(counted_);
    bool made = static_cast<Op>(taken.site->op) == Op::Alloc;
    if (taken.moved && (made || (context && isSameLine(context->madeAt(), taken.site)))) {
      if (made)
        taken.operation = taken.site; // it is no retain
      taken.site = taken.moved;
    }
    if (isSameLine(taken.moved, taken.site))
      taken.moved = nullptr;
    Taken *copy = scratch::make<Taken>();
    *copy = taken;
    edge.taken = {copy, 1};
    return true;
  }

  static bool isSamePlace(const Taken &a, const Taken &b) { return a.site == b.site && a.operation == b.operation; }

  // Of more retains than open edges some were given up, it is not known which. What one place takes has mostly one
  // fate: if places can be found, newest first, that took as many as there are edges, theirs come last, as the newest
  // do.
  void preferWholePlaces() {
    if (size_ <= open_)
      return;
    usize rest = open_;
    bool kept[kMaxRetains] = {};
    for (usize end = size_, begin; end > 0; end = begin) {
      for (begin = end - 1; begin > 0 && isSamePlace(retains_[begin - 1], retains_[end - 1]);)
        --begin;
      bool keep = end - begin <= rest;
      rest -= keep ? end - begin : 0;
      for (usize i = begin; i < end; ++i)
        kept[i] = keep;
    }
    if (rest > 0)
      return;
    Taken ordered[kMaxRetains];
    usize count = 0;
    for (int keep = 0; keep < 2; ++keep)
      for (usize i = 0; i < size_; ++i)
        if (kept[i] == (keep != 0))
          ordered[count++] = retains_[i];
    for (usize i = 0; i < size_; ++i)
      retains_[i] = ordered[i];
  }

  // The i-th of `open_` edges without a record, oldest first. Of more retains
  // than edges the newest are the likely ones: what was given up is older. With
  // fewer, the oldest is the handle that the object was made with.
  Span<Taken> retainsFor(u32 i) {
    if (size_ < open_ && i == 0)
      return madeWithIt(counted_);
    if (size_ < open_)
      --i;
    usize first = size_ > open_ ? size_ - open_ + i : i < size_ ? i : size_ - 1;
    Taken *likely = scratch::make<Taken>(size_);
    likely[0] = retains_[first];
    usize count = 1;
    if (size_ != open_)
      for (usize k = size_; k-- > 0;)
        if (k != first)
          likely[count++] = retains_[k];
    return withoutRepeats(likely, count);
  }

  // What has no count has one owner: the one it was made for.
  void ownedSinceMade() {
    for (InstanceEdge &edge : instance_.edges)
      if (edge.to == member_ && (edge.strength == Strength::Owner || edge.strength == Strength::Storage))
        edge.taken = madeWithIt(instance_.members[member_]);
  }

  // No retain is outstanding: the handle is the one the object was made with.
  Span<Taken> madeWithIt(u32 block) {
    const Context *context = graph_.heap().context(block);
    const refsan_site *made = context ? context->madeAt() : nullptr;
    if (!made)
      return {};
    Taken *taken = scratch::make<Taken>();
    taken->site = made;
    return {taken, 1};
  }

  static Span<Taken> withoutRepeats(Taken *taken, usize size) {
    usize kept = 0;
    for (usize i = 0; i < size; ++i) {
      bool repeated = false;
      for (usize k = 0; k < kept; ++k)
        repeated |= taken[k].site == taken[i].site;
      if (!repeated)
        taken[kept++] = taken[i];
    }
    return {taken, kept};
  }

  const Graph &graph_;
  Instance &instance_;
  u32 member_;
  u32 counted_;
  Taken retains_[kMaxRetains];
  usize size_ = 0;
  u32 open_ = 0; // edges that no slot explains
};

u64 sequenceOf(const InstanceEdge &edge) { return edge.taken.size ? edge.taken[0].sequence : 0; }

// Of the blocks' handles, one was taken later, as far as slots tell.
bool isLaterTaken(const Graph &graph, Span<u32> blocks, u64 sequence) {
  for (u32 block : blocks)
    for (u32 edge = graph.firstEdge(block); edge < graph.endEdge(block); ++edge) {
      Taken taken;
      if (graph.bits(edge) & kHandle &&
          takenAt(graph, pointerOf(graph, block, edge).slot, graph.target(edge), &taken) && taken.sequence > sequence)
        return true;
    }
  return false;
}

// The edge taken last closed the cycle; of those taken at one place, the one that comes last in the cycle's order.
// Unknown if no sequence is known, or if there are too many edges to be sure.
void findClosing(const Graph &graph, Span<u32> blocks, Instance &instance) {
  constexpr usize kMostBlocks = 1 << 16;
  InstanceEdge *last = nullptr;
  for (InstanceEdge &edge : instance.edges)
    if (u64 sequence = sequenceOf(edge); sequence && sequence >= (last ? sequenceOf(*last) : 0))
      last = &edge;
  if (!last)
    return;
  bool sure = instance.whole || (blocks.size <= kMostBlocks && !isLaterTaken(graph, blocks, sequenceOf(*last)));
  last->closes = sure;
  for (const InstanceEdge &edge : instance.edges)
    instance.one_closes &= &edge == last || sequenceOf(edge) != sequenceOf(*last);
}

} // namespace

void attribute(const Graph &graph, Span<u32> blocks, Instance &instance) {
  for (u32 member = 0; member < instance.members.size(); ++member)
    MemberAttribution(graph, instance, member).run();
  findClosing(graph, blocks, instance);
}

Span<Taken> unexplainedRetains(const Graph &graph, const Instance &instance, u32 member) {
  return MemberAttribution(graph, const_cast<Instance &>(instance), member).left();
}

} // namespace refsan
