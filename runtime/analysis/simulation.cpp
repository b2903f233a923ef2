//===- simulation.cpp - what would be freed -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/simulation.h"

namespace refsan {

constexpr usize kFew = 4, kMany = 1 << 12;

Simulation::Simulation(const Graph &graph, Span<u32> blocks) : graph_(graph), blocks_(blocks) {}

void Simulation::makeArrays() {
  bool most = blocks_.size > graph_.size() / 8;
  most ? alive_.makeToFill(graph_.size()) : alive_.make(graph_.size());
  most ? strong_.makeToFill(graph_.size()) : strong_.make(graph_.size());
  dying_.make(graph_.size());
  countHandles();
}

// Those in the cause, and those that nobody found: what holds the cause from elsewhere counts as gone.
void Simulation::countHandles() {
  counted_.make(graph_.size());
  for (u32 block : blocks_)
    alive_[block] = 1;
  for (u32 block : blocks_)
    for (u32 edge = graph_.firstEdge(block); edge < graph_.endEdge(block); ++edge)
      if (u32 counted = graph_.countedBy(graph_.target(edge)); isHandle(edge) && counted != kNone && alive_[counted])
        ++counted_[counted];
  for (u32 block : blocks_)
    if (Holders holders = graph_.holders(block); holders.found() > counted_[block])
      held_elsewhere_ = true;
    else
      counted_[block] += holders.missing();
}

Simulation::~Simulation() {
  alive_.free();
  strong_.free();
  counted_.free();
  gone_.release();
  dying_.free();
}

void Simulation::free(u32 block) {
  if (!alive_[block])
    return;
  alive_[block] = 0;
  ++freed_;
  dying_[dying_count_++] = block;
}

bool Simulation::isGone(u32 edge) const {
  if (handle_count_ > kFew)
    return gone_.find(edge + 1);
  for (usize i = 0; i < handle_count_; ++i)
    if (handles_[i] == edge)
      return true;
  return false;
}

void Simulation::dropHandle(u32 edge) {
  u32 counted = graph_.countedBy(graph_.target(edge));
  if (counted == kNone || !strong_[counted] || --strong_[counted] > 0)
    return;
  free(counted);
  if (u32 object = graph_.lentTo(counted); object != kNone)
    free(object);
}

bool Simulation::allHeldOnce() const {
  bool more = false;
  graph_.workers().forRanges(static_cast<u32>(blocks_.size), [&](u32 begin, u32 end, u32) {
    for (u32 i = begin; i < end && !__atomic_load_n(&more, __ATOMIC_RELAXED); ++i)
      if (graph_.kind(blocks_[i]).protocol != Protocol::None && graph_.holders(blocks_[i]).counted != 1)
        __atomic_store_n(&more, true, __ATOMIC_RELAXED);
  });
  return !more;
}

usize Simulation::freedWithout(const u32 *handles, usize count) {
  // What a handle leads to leads to all the others, by ways that do not come back to
  // it; where each has one handle, each goes with the one before it.
  if (count == 1 && blocks_.size > kMany && allHeldOnce())
    return blocks_.size;
  if (!alive_.size)
    makeArrays();
  freed_ = 0;
  handles_ = handles;
  handle_count_ = count;
  graph_.workers().forRanges(static_cast<u32>(blocks_.size), [this](u32 begin, u32 end, u32) {
    for (u32 i = begin; i < end; ++i) {
      alive_[blocks_[i]] = 1;
      strong_[blocks_[i]] = counted_[blocks_[i]];
    }
  });
  for (usize i = 0; i < count; ++i) {
    if (count > kFew)
      scratch::slot<u32, u8>(gone_, handles[i] + 1);
    dropHandle(handles[i]);
  }
  while (dying_count_ > 0) {
    u32 block = dying_[--dying_count_];
    for (u32 edge = graph_.firstEdge(block); edge < graph_.endEdge(block); ++edge) {
      u16 bits = graph_.bits(edge);
      if (!owns(bits) || isGone(edge))
        continue;
      if (bits & kHandle)
        dropHandle(edge);
      else // a unique owner, or storage: it goes with its holder
        free(graph_.target(edge));
    }
  }
  for (usize i = 0; i < count && count > kFew; ++i)
    gone_.erase(handles[i] + 1);
  return freed_;
}

} // namespace refsan
