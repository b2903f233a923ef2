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
  bool whole = false; // all members of the cause are listed
  void release() {
    members.release();
    edges.release();
  }
};

class InstanceBuilder {
public:
  explicit InstanceBuilder(const Graph &graph);
  ~InstanceBuilder();
  // The members of `blocks` reached from `start` (one of them, not private),
  // at most `limit`, and the edges among those.
  void build(Span<u32> blocks, u32 start, usize limit, Instance &out);

private:
  // One pointer on the way from a member through private blocks.
  struct Step {
    u32 block;    // that holds the pointer
    u32 previous; // step into that block, kNone: it is the member
    u32 edge;
    Pointer pointer;
  };
  enum : u32 { kOutside = 0, kInside = 1, kFirstMember = 2 }; // values of place_

  template <typename F> void forEachWay(u32 member, F f);
  void stepFrom(u32 block, u32 previous);
  void order(u32 start, usize limit, Instance &out);
  InstanceEdge edgeOf(u32 last_step) const;
  const char *pathOf(u32 last_step) const;

  const Graph &graph_;
  scratch::Array<u32> place_;
  Vector<Step> steps_;
  HashMap<u32, u8> passed_; // private blocks on the ways from one member, plus 1
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_INSTANCE_H
