//===- simulation.h - what would be freed -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plays the destructors of a cycle: if these handles were gone, which of its
// blocks would their counts free? Proof that an advice works. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SIMULATION_H
#define REFSAN_ANALYSIS_SIMULATION_H

#include "analysis/graph.h"

namespace refsan {

class Simulation {
public:
  // Of the blocks of one cause.
  Simulation(const Graph &graph, Span<u32> blocks);
  ~Simulation();
  // How many of the blocks are freed without these handles (edges with kHandle
  // inside the cause, each at most once).
  usize freedWithout(const u32 *handles, usize count);
  usize size() const { return blocks_.size; }
  // Something that leaked for another cause holds some of them, too. It counts as gone.
  bool heldElsewhere() const { return held_elsewhere_; }

private:
  bool isGone(u32 edge) const;
  bool isHandle(u32 edge) const { return owns(graph_.bits(edge)) && graph_.bits(edge) & kHandle; }
  void dropHandle(u32 edge);
  bool allHeldOnce() const;
  void makeArrays();
  void countHandles();
  void free(u32 block);

  const Graph &graph_;
  Span<u32> blocks_;
  // By block: 1 if it is in the cause and not freed.
  scratch::Array<u8> alive_;
  // By counted block: its strong handles in the cause, with those that nobody found; what is left of them.
  scratch::Array<u32> counted_, strong_;
  bool held_elsewhere_ = false;
  HashMap<u32, u8> gone_; // handles taken away, plus 1, if there are many
  const u32 *handles_ = nullptr;
  usize handle_count_ = 0;
  scratch::Array<u32> dying_;
  usize dying_count_ = 0;
  usize freed_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_SIMULATION_H
