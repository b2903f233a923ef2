//===- edge_slots.h - where an edge's pointer lies --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A graph keeps edges without their slots and fields; the few that matter are
// found again here. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_EDGE_SLOTS_H
#define REFSAN_ANALYSIS_EDGE_SLOTS_H

#include "analysis/graph.h"

namespace refsan {

// Calls f(edge, Pointer) for each edge of the block, in order.
template <typename F> void forEachEdgeSlot(const Graph &graph, u32 block, F f) {
  u32 edge = graph.firstEdge(block);
  if (edge == graph.firstEdge(block + 1))
    return;
  forEachPointer(graph.heap(), graph.kind(block), block, [&](const Pointer &pointer) {
    u32 to;
    u8 bits;
    if (graph.edgeOf(block, pointer, &to, &bits)) // as when the edges were made
      f(edge++, pointer);
  });
}

// The record of the reference in `slot`, about the counted block or its object.
bool takenAt(const Graph &graph, uptr slot, u32 target, Taken *out);

} // namespace refsan

#endif // REFSAN_ANALYSIS_EDGE_SLOTS_H
