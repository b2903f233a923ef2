//===- graph.cpp - who points to whom among what leaked -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/graph.h"

#include "analysis/field_names.h"

namespace refsan {

// By the library's storage, which lies outside of the object.
const refsan_field Graph::kAttachedField = {
    "signal handlers", nullptr, 0, static_cast<u16>(Strength::Storage), static_cast<u16>(Layout::One), nullptr};
static constexpr PlannedField kAttached = {&Graph::kAttachedField, 0, kTyped | static_cast<u16>(Strength::Storage),
                                           PlannedField::kStorage};

void Graph::create(const LeakedHeap &heap, const BlockKinds &kinds, const Workers &workers) {
  heap_ = &heap;
  kinds_ = &kinds;
  workers_ = workers;
  first_.makeToFill(usize(size()) + size() / Workers::kPart + 1);
  if (kinds.anyControl())
    lenders_.makeToFill(size());
  if (kinds.anyCounted())
    holders_.makeToFill(size());
  makeLanes();
  live_.create(size());
  held_.create(size());
  workers_.forRanges(size(), [this](u32 begin, u32 end, u32 worker) {
    for (u32 block = begin; block < end; ++block) {
      first_[placeOf(block)] = lanes_[worker].next;
      addEdgesOf(block, lanes_[worker]);
    }
    first_[placeOf(end - 1) + 1] = lanes_[worker].next;
  });
  for (u32 i = 0; i < workers_.count(); ++i)
    scratch::must(!lanes_[i].failed);
  describeHeld();
  dropDead();
  decideOwnership(*this);
}

void Graph::release() {
  first_.free();
  lenders_.free();
  holders_.free();
  held_.release();
  scratch::freePages(edges_, edge_addresses_);
  edges_ = nullptr;
}

// There are no more edges than words, and what is attached.
void Graph::makeLanes() {
  u64 words = heap_->totalBytes() / 8 + heap_->attached().size + 1;
  if (words * workers_.count() >= kNone)
    workers_ = Workers();
  u32 each = words < kNone ? static_cast<u32>(words) : kNone - 1;
  edge_addresses_ = usize(each) * workers_.count() * sizeof(GraphEdge);
  edges_ = static_cast<GraphEdge *>(scratch::addresses(edge_addresses_));
  lanes_ = scratch::make<Lane>(workers_.count());
  for (u32 i = 0; i < workers_.count(); ++i)
    lanes_[i].next = lanes_[i].usable = i * each, lanes_[i].limit = (i + 1) * each;
}

bool Graph::hasRoom(Lane &lane) {
  constexpr u32 kStep = 1 << 22;
  if (__builtin_expect(lane.next < lane.usable, 1))
    return true;
  u32 more = lane.limit - lane.next < kStep ? lane.limit - lane.next : kStep;
  uptr begin = reinterpret_cast<uptr>(edges_ + lane.next) & ~(kPageSize - 1);
  uptr end = reinterpret_cast<uptr>(edges_ + lane.next + more);
  if (!more || lane.failed || !usePages(reinterpret_cast<void *>(begin), end - begin)) {
    lane.failed = true;
    return false;
  }
  preferLargePages(reinterpret_cast<void *>(begin), end - begin);
  lane.usable = lane.next + more;
  return true;
}

void Graph::addEdgesOf(u32 block, Lane &lane) {
  const BlockKind &own = kind(block);
  if (!heap_->readable(heap_->range(block)))
    return;
  if (own.protocol != Protocol::None) {
    u64 strong = strongCountAt(heap_->address(block), heap_->bytes(block), own);
    holders_[block].counted = strong < kNone ? static_cast<u32>(strong) : kNone;
    if (strong == 0 && own.protocol != Protocol::Intrusive)
      return; // its value is gone and holds nothing any more
  }
  u32 first = lane.next;
  forEachPointer(*heap_, own, block,
                 [&](uptr slot, uptr value, const PlannedField *field) { addEdge(block, slot, value, field, lane); });
  // A library's object that is known by name alone: blocks of that library are its own.
  if (own.type && !own.typed && own.protocol != Protocol::None)
    for (u32 edge = first; edge < lane.next; ++edge)
      if (edges_[edge].bits & kStart && HeldStorage::isOpen(kind(target(edge))))
        held_.noteNext(target(edge));
  if (__builtin_expect(heap_->attached().size != 0, 0))
    for (const Attached &one : heap_->attachedTo(block))
      addEdge(block, one.slot, one.value, &kAttached, lane);
  if (own.hidden && own.protocol != Protocol::None)
    noteLender(block, first, lane.next);
}

// A small value lies in the place of the pointer to a block made for it: what it points to is not such a block.
bool Graph::isValueInPlace(u32 to, u16 bits) const {
  const BlockKind &target = kind(to);
  return !(bits & kStart && target.protocol == Protocol::None && (target.stored || target.hidden));
}

// A reference was taken for a pointer that its type does not know as a handle ("void *").
bool Graph::wasRetainedInto(uptr slot, uptr value, u32 to) const {
  Taken taken;
  return kind(to).protocol == Protocol::Intrusive && heap_->references().takenBySlot(slot, value, &taken);
}

// An array of pointers is its struct's own if nothing else points into it.
void Graph::decideArrays() {
  scratch::Array<u8> pointers;
  pointers.make(size());
  auto forEachTo = [this](auto f) {
    for (u32 block = 0; block < size(); ++block)
      for (u32 edge = firstEdge(block); edge < endEdge(block); ++edge)
        if (target(edge) != block && held_.isArray(target(edge)))
          f(edge);
  };
  forEachTo([&](u32 edge) {
    u8 &count = pointers[target(edge)];
    count = static_cast<u8>(count < 2 ? count + 1 : count);
  });
  forEachTo([&](u32 edge) {
    if (pointers[target(edge)] == 1)
      edges_[edge].bits =
          static_cast<u16>((bits(edge) & ~(kStrengthMask | kAssumed)) | kTyped | static_cast<u16>(Strength::Storage));
    else
      held_.forget(target(edge));
  });
  pointers.free();
}

// Storage that leads to storage, and vectors in vectors, to the end.
void Graph::describeHeld() {
  if (held_.anyArrays())
    decideArrays();
  bool more = held_.any();
  while (more)
    more = held_.decide(
        *heap_, [this](u32 block) -> const BlockKind & { return kinds_->of(*heap_, block); },
        [this](u32 block) {
          if (kinds_->of(*heap_, block).typed)
            return; // its edges are those of its fields already
          if (kind(block).typed)
            return readAgain(block);
          for (u32 edge = firstEdge(block); edge < endEdge(block); ++edge)
            if (bits(edge) & kStart && HeldStorage::isOpen(kind(target(edge))))
              held_.noteNext(target(edge));
        });
}

// The block's type is known only now: its edges are those of the fields, which are among its words.
void Graph::readAgain(u32 block) {
  Lane own;
  own.next = firstEdge(block);
  own.usable = own.limit = endEdge(block);
  forEachPointer(*heap_, kind(block), block,
                 [&](uptr slot, uptr value, const PlannedField *field) { addEdge(block, slot, value, field, own); });
  for (u32 edge = own.next; edge < endEdge(block); ++edge)
    edges_[edge].bits = kDead;
}

// What lies beside the elements that containers have.
void Graph::dropDead() {
  if (!live_.any()) {
    live_.release();
    return;
  }
  workers_.forRanges(size(), [this](u32 begin, u32 end, u32) {
    for (u32 block = begin; block < end; ++block)
      for (u32 edge = firstEdge(block); live_.isLimited(block) && edge < endEdge(block); ++edge)
        if (offset(edge) != kNone && !live_.covers(block, offset(edge)))
          edges_[edge].bits = kDead;
  });
  live_.release();
}

// What else the field says. Returns the edge's bits.
u16 Graph::askField(u32 block, const Pointer &pointer, const PlannedField &field, u32 to, u16 bits) {
  if (field.asks & PlannedField::kStorage && bits & kStart && HeldStorage::isOpen(kind(to)))
    held_.note(to, *field.field);
  if (field.asks & (PlannedField::kArray | PlannedField::kOrArray)) {
    bool array = field.asks & PlannedField::kArray;
    bool of_pointers = field.asks & PlannedField::kOrArray || field.field->pointee;
    bool leads = bits & kStart && HeldStorage::isOpenArray(kind(to), heap_->bytes(to), of_pointers);
    if (field.asks & PlannedField::kOrArray && leads != array)
      return kDead;
    if (leads && array)
      held_.noteArray(to, *field.field);
  }
  if (field.asks & PlannedField::kLimits)
    live_.note(*heap_, block, pointer, to);
  if (!(field.asks & PlannedField::kInPlace))
    return bits;
  if (!isValueInPlace(to, bits))
    return bits & kAssumed ? static_cast<u16>((bits & ~kAssumed) | kTyped | static_cast<u16>(Strength::Owner)) : bits;
  if (bits & kAssumed)
    return bits;
  u16 raw = static_cast<u16>((bits & ~kStrengthMask) | static_cast<u16>(Strength::Raw));
  return namesTheHolder(field.field->path) ? raw | kNamesHolder : raw;
}

inline void Graph::addEdge(u32 block, uptr slot, uptr value, const PlannedField *field, Lane &lane) {
  uptr found;
  u32 to = heap_->find(value, &found);
  if (to == kNone)
    return;
  bool start = found == value || objectIn(found, heap_->bytes(to), kind(to)) == value;
  u16 bits = static_cast<u16>((start ? kStart : 0) | (field ? field->bits : 0));
  if (field && field->asks & ~PlannedField::kVariant)
    bits = askField(block, {slot, value, field->field, 0}, *field, to, bits);
  if (bits & kDead)
    return;
  if (holders_.size && field && isPlain(bits) && wasRetainedInto(slot, value, to))
    bits = static_cast<u16>((bits & ~kTyped) | kAssumed);
  // A pointer into the own block says nothing, unless it may be a handle (a weak one is among those that are counted).
  bool may_be_handle =
      strengthOf(bits) == Strength::Strong || strengthOf(bits) == Strength::Weak || (bits & kStart && !(bits & kTyped));
  if ((to == block && !may_be_handle) || !hasRoom(lane))
    return;
  usize offset = field == &kAttached ? kNone : slot - heap_->address(block);
  edges_[lane.next++] = {to, offset < kNone ? static_cast<u32>(offset) : kNone, bits};
}

// The first pointer of a control block is to its object. Of several control blocks
// the last one counts.
void Graph::noteLender(u32 control, u32 first, u32 end) {
  for (u32 edge = first; edge < end; ++edge) {
    const BlockKind &object = kind(target(edge));
    if (!(bits(edge) & kStart) || !reaches(bits(edge)) || object.protocol != Protocol::None || object.hidden)
      continue;
    u32 *lender = &lenders_[target(edge)];
    u32 before = __atomic_load_n(lender, __ATOMIC_RELAXED);
    while (before < control + 1 &&
           !__atomic_compare_exchange_n(lender, &before, control + 1, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
    return;
  }
}

u32 Graph::lentTo(u32 control) const {
  if (!lenders_.size || !kind(control).hidden || kind(control).protocol == Protocol::None)
    return kNone;
  for (u32 edge = firstEdge(control); edge < endEdge(control); ++edge)
    if (lender(target(edge)) == control)
      return target(edge);
  return kNone;
}

} // namespace refsan
