//===- graph.cpp - who points to whom among what leaked -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/graph.h"

namespace refsan {

void Graph::create(const LeakedHeap &heap, const BlockKinds &kinds) {
  heap_ = &heap;
  kinds_ = &kinds;
  edges_.clear();
  first_.make(usize(size()) + 1);
  if (kinds.anyCounted()) {
    lenders_.make(size());
    holders_.make(size());
  }
  for (u32 block = 0; block < size(); ++block) {
    first_[block] = edges();
    addEdgesOf(block);
  }
  first_[size()] = edges();
  decideOwnership(*this);
}

void Graph::release() {
  first_.free();
  lenders_.free();
  holders_.free();
  edges_.release();
}

void Graph::addEdgesOf(u32 block) {
  const BlockKind &own = kind(block);
  if (!heap_->readable(heap_->range(block)))
    return;
  if (own.protocol != Protocol::None) {
    u64 strong = counts(block).strong;
    holders_[block].counted = strong < kNone ? static_cast<u32>(strong) : kNone;
    if (strong == 0 && own.protocol != Protocol::Intrusive)
      return; // its value is gone and holds nothing any more
  }
  forEachPointer(*heap_, own, block, [&](const Pointer &pointer) { addEdge(block, pointer); });
}

void Graph::addEdge(u32 block, const Pointer &pointer) {
  u32 to = heap_->find(pointer.value);
  if (to == kNone)
    return;
  u16 bits = heap_->address(to) == pointer.value ? kStart : 0;
  if (pointer.field) {
    // An assumed handle is as a word of unknown meaning, but for its name.
    bool assumed = static_cast<Strength>(pointer.field->strength) == Strength::Assumed;
    bits |= assumed ? kAssumed : static_cast<u16>((pointer.field->strength & kStrengthMask) | kTyped);
    if (strengthOf(bits) == Strength::Raw && names_.ofHolder(*pointer.field))
      bits |= kNamesHolder;
  }
  // A pointer into the own block says nothing, unless it may be a handle.
  bool may_be_handle = strengthOf(bits) == Strength::Strong || (bits & kStart && !(bits & kTyped));
  if (to == block && !may_be_handle)
    return;
  scratch::must(edges() < kNone - 1);
  usize offset = pointer.slot - heap_->address(block);
  scratch::push(edges_, {to, offset < kNone ? static_cast<u32>(offset) : kNone, bits});
  const BlockKind &own = kind(block);
  if (own.hidden && own.protocol != Protocol::None && bits & kStart && reaches(bits) &&
      kind(to).protocol == Protocol::None)
    noteLender(block, to);
}

void Graph::noteLender(u32 control, u32 object) {
  // The first pointer of a control block is to its object.
  if (lentTo(control) == kNone && !kind(object).hidden)
    lenders_[object] = control + 1;
}

u32 Graph::lentTo(u32 control) const {
  if (!lenders_.size || !kind(control).hidden || kind(control).protocol == Protocol::None)
    return kNone;
  u32 end = control + 1 < size() && first_[control + 1] ? first_[control + 1] : edges();
  for (u32 edge = first_[control]; edge < end; ++edge)
    if (lender(target(edge)) == control)
      return target(edge);
  return kNone;
}

} // namespace refsan
