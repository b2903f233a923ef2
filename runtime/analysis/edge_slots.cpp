//===- edge_slots.cpp - where an edge's pointer lies ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/edge_slots.h"

namespace refsan {

Pointer pointerOf(const Graph &graph, u32 block, u32 edge) {
  u32 offset = graph.offset(edge);
  if (offset == kNone)
    return {0, 0, nullptr, 0};
  Pointer pointer = {graph.heap().address(block) + offset, graph.heap().address(graph.target(edge)), nullptr, 0};
  const BlockKind &kind = graph.kind(block);
  if (!kind.typed)
    return pointer;
  Elements elements = elementsOf(kind, graph.heap().address(block), graph.heap().bytes(block));
  if (elements.rest && pointer.slot >= elements.rest)
    return pointer;
  usize size = kind.type->size;
  uptr in_element = elements.down ? 0 : pointer.slot - elements.first;
  if (elements.down) { // below the end of element 0
    pointer.element = (elements.first + size - 1 - pointer.slot) / size;
    in_element = pointer.slot - (elements.first - pointer.element * size);
  } else if (kind.layout != Layout::One) {
    pointer.element = in_element / size;
    in_element %= size;
  }
  for (u32 i = 0; i < kind.type->field_count; ++i)
    if (kind.type->fields[i].offset == in_element && isThere(kind.type->fields[i].variant, pointer.slot - in_element))
      pointer.field = &kind.type->fields[i];
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
  // by its own address.
  const uptr handles[] = {slot, slot - 8};
  for (uptr handle : handles)
    for (u32 block : about)
      if (block != kNone && references.takenBySlot(handle, graph.heap().address(block), out))
        return true;
  // A pointer to a base class inside the object.
  return references.takenBySlot(slot, wordAt(slot), out);
}

} // namespace refsan
