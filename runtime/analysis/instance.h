//===- instance.h - one finding's objects and edges -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The blocks of one cause as the user knows them: members in cycle order, and
// between them edges that run through private blocks (buffers, nodes, control
// blocks) as one. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_INSTANCE_H
#define REFSAN_ANALYSIS_INSTANCE_H

#include "analysis/edge_slots.h"

namespace refsan {

struct InstanceEdge {
  u32 from = 0; // indexes of members
  u32 to = 0;
  const char *field = nullptr; // as in report/model.h
  usize offset = 0;            // of the first pointer in the holder's block
  Strength strength = Strength::Raw;
  bool guessed = false; // ownership was concluded
  bool stored = false;  // by way of what a std::function and the like has stored in a block of its own
  u32 handle = kNone;   // the graph's edge that is the counted handle, kNone: none on the way
  uptr slot = 0;        // where the last pointer that means something lies
  u32 pointee = kNone;  // the block that the handle points to
  // Filled by attribution:
  Span<Taken> taken = {}; // most likely first
  bool closes = false;
};

struct Instance {
  Vector<u32> members; // block numbers
  Vector<InstanceEdge> edges;
  bool whole = false;     // all members of the cause are listed; if not, the last one listed holds the first
  bool one_closes = true; // of the edges taken last there is one
  void release() {
    members.release();
    edges.release();
  }
};

class InstanceBuilder {
public:
  // Of a component that has so many members, as numbered by Components::of.
  InstanceBuilder(const Graph &graph, const u32 *component_of, u64 members)
      : graph_(graph), component_of_(component_of), members_(members) {}
  ~InstanceBuilder();
  // The members reached from `start` (one of them, not private), at most `limit`,
  // and the edges among those. Where there are more, the last one listed is one
  // that holds `start`. Blocks: all of the component.
  void build(Span<u32> blocks, u32 start, usize limit, Instance &out);

private:
  // One pointer on the way from a member through private blocks.
  struct Step {
    u32 block;    // that holds the pointer
    u32 previous; // step into that block, kNone: it is the member
    u32 edge;
    Pointer pointer;
  };
  template <typename F> void forEachWay(u32 member, F f);
  void stepFrom(u32 block, u32 previous);
  // Which of the listed members the block is, kNone: none.
  u32 memberAt(u32 block) const {
    const u32 *place = place_.find(block + 1);
    return place ? *place : kNone;
  }
  u32 holderOf(Span<u32> blocks, u32 held) const;
  void endWithHolder(Span<u32> blocks, Instance &out);
  void order(u32 start, usize limit, Instance &out);
  InstanceEdge edgeOf(u32 last_step) const;
  const char *pathOf(u32 last_step) const;

  const Graph &graph_;
  const u32 *component_of_;
  u64 members_;
  HashMap<u32, u32> place_; // by block, plus 1: index of the member
  Vector<Step> steps_;
  HashMap<u32, u8> passed_; // private blocks on the ways from one member, plus 1
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_INSTANCE_H
