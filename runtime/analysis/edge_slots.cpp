//===- edge_slots.cpp - where an edge's pointer lies ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/edge_slots.h"

namespace refsan {

namespace {
// Which element the pointer lies in, and where in it. False: beside what is known.
bool findElement(const BlockKind &kind, Range block, Pointer &pointer, uptr *in_element) {
  usize size = kind.type->size;
  *in_element = pointer.slot - block.begin;
  if (kind.layout == Layout::One)
    return *in_element < size;
  Elements elements = elementsOf(kind, block.begin, block.size());
  if ((elements.rest && pointer.slot >= elements.rest) || (hasFront(kind.layout) && pointer.slot < elements.first))
    return false;
  if (elements.down) { // below the end of element 0
    pointer.element = (elements.first + size - 1 - pointer.slot) / size;
    *in_element = pointer.slot - (elements.first - pointer.element * size);
  } else {
    pointer.element = (pointer.slot - elements.first) / size;
    *in_element = (pointer.slot - elements.first) % size;
  }
  return true;
}
} // namespace

Pointer pointerOf(const Graph &graph, u32 block, u32 edge) {
  u32 offset = graph.offset(edge);
  if (offset == kNone) {
    bool attached = graph.heap().attachedTo(block).size > 0;
    return {0, 0, attached ? &Graph::kAttachedField : nullptr, 0};
  }
  Pointer pointer = {graph.heap().address(block) + offset, graph.heap().address(graph.target(edge)), nullptr, 0};
  const BlockKind &kind = graph.kind(block);
  uptr in_element;
  if (!kind.typed || !findElement(kind, graph.heap().range(block), pointer, &in_element))
    return pointer;
  for (u32 i = 0; i < kind.type->field_count; ++i) {
    const refsan_field &field = kind.type->fields[i];
    // Of a union that may have an array of pointers: this edge is none to such one.
    bool other = pointer.field && field.pointee && strengthOf(graph.bits(edge)) != Strength::Storage;
    if (field.offset == in_element && isThere(field.variant, pointer.slot - in_element, pointer.element) && !other)
      pointer.field = &field;
  }
  return pointer;
}

bool takenAt(const Graph &graph, uptr slot, u32 target, Taken *out) {
  if (!slot)
    return false;
  const ReferenceSource &references = graph.heap().references();
  u32 counted = graph.countedBy(target);
  u32 object = counted == kNone ? kNone : graph.lentTo(counted);
  const u32 about[] = {target, counted == target ? kNone : counted, object == target ? kNone : object};
  // A C++ handle has its object in front of its control block and is recorded
  // by its own address. (Of an atomic one only the object's address is a pointer.)
  // What is one word has other handles beside it, and few bits of an object's address are told apart.
  const uptr handles[] = {slot, slot - 8, slot + 8};
  const Protocol protocol = counted == kNone ? Protocol::None : graph.kind(counted).protocol;
  const bool one_word =
      protocol == Protocol::Intrusive || protocol == Protocol::RustRc || protocol == Protocol::RustArc;
  for (uptr handle : Span<const uptr>{handles, one_word ? 1u : 3u})
    for (u32 block : about)
      if (block != kNone && references.takenBySlot(handle, graph.heap().address(block), out))
        return true;
  // A pointer to a base class inside the object.
  return references.takenBySlot(slot, wordAt(slot), out);
}

} // namespace refsan
