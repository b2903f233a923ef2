//===- causes.h - why blocks leaked -----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Divides the leaked blocks among their causes: each cycle; each block or group
// of blocks that nothing else leaked points to. Every other block is owned by a
// cause that reaches it, cycles first. Pure, linear, no recursion.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_CAUSES_H
#define REFSAN_ANALYSIS_CAUSES_H

#include "analysis/graph.h"
#include "analysis/scc.h"

namespace refsan {

struct Cause {
  Class kind = Class::Lost;
  // The blocks that are the cause: a cycle with the private blocks in it; else
  // the head alone.
  Span<u32> blocks;
  u64 objects = 0; // of them, without private ones unless there are no others
  u64 bytes = 0;
  u64 owned_objects = 0; // everything else that goes with it
  u64 owned_bytes = 0;
};

class Causes {
public:
  void create(const Graph &graph);
  void release();
  // Calls visit(cause, arg), cycles first; the blocks stay valid until release().
  void forEach(void (*visit)(const Cause &cause, void *arg), void *arg);

private:
  bool isCycle(u32 component) const;
  bool isBehindObject(u32 block) const;
  bool leadsIn(u32 from, u32 edge) const;
  void notePointed();
  void noteComponents(const Components &components);
  void claim(u32 block, Cause *cause);
  void claimReachable(Cause *cause);
  Cause startCause(Class kind, Span<u32> blocks);
  Class classOfHead(u32 head) const;
  u32 headOf(Span<u32> blocks) const;
  void cycles(void (*visit)(const Cause &, void *), void *arg);
  void lostHeads(void (*visit)(const Cause &, void *), void *arg);
  void lostRings(void (*visit)(const Cause &, void *), void *arg);
  void lost(u32 head, Span<u32> group, void (*visit)(const Cause &, void *), void *arg);

  const Graph *graph_ = nullptr;
  Components owning_;                // of the owning edges
  Components rings_;                 // of all edges, among what no cycle and no head reaches
  scratch::Array<u32> component_of_; // plus 1
  scratch::Array<u8> pointed_;       // another leaked block points to it
  scratch::Array<u8> claimed_;
  Vector<u32> queue_;
  Vector<u32> heads_; // the blocks of causes with one block
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_CAUSES_H
