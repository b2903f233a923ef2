//===- edge_slots.h - where an edge's pointer lies --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pointer behind an edge, with its field, for those edges that matter. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_EDGE_SLOTS_H
#define REFSAN_ANALYSIS_EDGE_SLOTS_H

#include "analysis/graph.h"

namespace refsan {

// The pointer that the edge of this block was made from. Slot 0: not known.
Pointer pointerOf(const Graph &graph, u32 block, u32 edge);

// Calls f(edge, Pointer) for each edge of the block, in order.
template <typename F> void forEachEdgeSlot(const Graph &graph, u32 block, F f) {
  for (u32 edge = graph.firstEdge(block); edge < graph.endEdge(block); ++edge)
    f(edge, pointerOf(graph, block, edge));
}

// The record of the reference in `slot`, about the counted block or its object.
bool takenAt(const Graph &graph, uptr slot, u32 target, Taken *out);

} // namespace refsan

#endif // REFSAN_ANALYSIS_EDGE_SLOTS_H
