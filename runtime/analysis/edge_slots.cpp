//===- edge_slots.cpp - where an edge's pointer lies ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/edge_slots.h"

namespace refsan {

bool takenAt(const Graph &graph, uptr slot, u32 target, Taken *out) {
  const ReferenceSource &references = graph.heap().references();
  u32 counted = graph.countedBy(target);
  u32 object = counted == kNone ? kNone : graph.lentTo(counted);
  const u32 about[] = {target, counted, object};
  // A C++ handle has its object in front of its control block and is recorded
  // by its own address.
  const uptr handles[] = {slot, slot - 8};
  for (uptr handle : handles)
    for (u32 block : about)
      if (block != kNone && references.takenBySlot(handle, graph.heap().address(block), out))
        return true;
  return false;
}

} // namespace refsan
