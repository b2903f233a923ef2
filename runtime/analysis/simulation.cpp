//===- simulation.cpp - what would be freed -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/simulation.h"

namespace refsan {

Simulation::Simulation(const Graph &graph, Span<u32> blocks) : graph_(graph), blocks_(blocks) {
  alive_.make(graph.size());
  strong_.make(graph.size());
}

Simulation::~Simulation() {
  alive_.free();
  strong_.free();
  gone_.release();
  dying_.release();
}

void Simulation::free(u32 block) {
  if (!alive_[block])
    return;
  alive_[block] = 0;
  ++freed_;
  scratch::push(dying_, block);
}

void Simulation::dropHandle(u32 edge) {
  u32 counted = graph_.countedBy(graph_.target(edge));
  if (counted == kNone || !strong_[counted] || --strong_[counted] > 0)
    return;
  free(counted);
  if (u32 object = graph_.lentTo(counted); object != kNone)
    free(object);
}

usize Simulation::freedWithout(const u32 *handles, usize count) {
  freed_ = 0;
  for (u32 block : blocks_) {
    alive_[block] = 1;
    strong_[block] = graph_.holders(block).counted;
  }
  for (usize i = 0; i < count; ++i) {
    scratch::slot<u32, u8>(gone_, handles[i] + 1);
    dropHandle(handles[i]);
  }
  while (!dying_.empty()) {
    u32 block = dying_.pop();
    for (u32 edge = graph_.firstEdge(block); edge < graph_.firstEdge(block + 1); ++edge) {
      u16 bits = graph_.bits(edge);
      if (!owns(bits) || gone_.find(edge + 1))
        continue;
      if (bits & kHandle)
        dropHandle(edge);
      else // a unique owner, or storage: it goes with its holder
        free(graph_.target(edge));
    }
  }
  for (usize i = 0; i < count; ++i)
    gone_.erase(handles[i] + 1);
  return freed_;
}

} // namespace refsan
