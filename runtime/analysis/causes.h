//===- causes.h - why blocks leaked -----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Divides the leaked blocks among their causes: each cycle; each block or group
// of blocks that nothing else leaked points to. Every other block is owned by a
// cause that reaches it, cycles first. Pure, linear, no recursion. Cycles are
// looked at by several workers, since no two have a block in common; what they own
// goes to the first that reaches it.
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
  u32 number = 0;  // among all causes; of those alike the lowest is shown
  u64 objects = 0; // of them, without private ones unless there are no others
  u64 bytes = 0;
  u64 owned_objects = 0; // everything else that goes with it
  u64 owned_bytes = 0;

  // Beyond so many blocks it is worth the while of several workers.
  static constexpr usize kLarge = Workers::kPart;
  bool isLarge() const { return blocks.size > kLarge; }
};

struct CauseVisitor {
  // Side by side, but for large causes. Returns what owns() is to be told.
  u32 (*found)(const Cause &cause, u32 worker, void *self);
  // More goes with a cause than was said.
  void (*owns)(u32 found, u64 objects, u64 bytes, void *self);
  void *self;
};

class Causes {
public:
  void create(const Graph &graph);
  void release();
  // The cycles, then everything else; the blocks stay valid until release().
  void findCycles();
  void forEach(const CauseVisitor &visitor);
  // Equal for the blocks of one cycle.
  const u32 *componentOf() const { return owning_.of.data; }

private:
  // What is known of a component of owning edges.
  enum State : u8 { kCycle = 1, kLeadsOut = 2 };
  // Of some blocks of a cycle.
  struct Sums {
    u64 objects = 0, bytes = 0, private_objects = 0, private_bytes = 0;
    bool handle = false;    // holds another of them by a handle
    bool forgotten = false; // one has a handle that was not found
    bool leads_out = false; // to what no cycle has claimed
  };

  bool anyUnclaimed() const;
  template <typename F> void forEachComponent(F f);
  template <typename F> Sums sumUp(Span<u32> blocks, F add) const;
  void addToShape(u32 block, Sums &sums) const;
  void addToCause(u32 block, Sums &sums) const;
  void noteCycle(u32 component);
  void visitCycle(u32 component, u32 worker, const CauseVisitor &visitor);
  void claimFromCycle(u32 component, const CauseVisitor &visitor);
  bool isBehindObject(u32 block) const;
  bool leadsIn(u32 from, u32 edge) const;
  void notePointed();
  void claim(u32 block, Cause *cause);
  void claimReachable(Cause *cause);
  Class classOfCounted(u32 counted) const;
  u32 headOf(Span<u32> blocks) const;
  void cycles(const CauseVisitor &visitor);
  void lostHeads(const CauseVisitor &visitor);
  void lostRings(const CauseVisitor &visitor);
  void lost(u32 head, Span<u32> group, const CauseVisitor &visitor);

  const Graph *graph_ = nullptr;
  Components owning_;          // of the owning edges
  scratch::Array<u8> states_;  // of those components
  bool any_leads_out_ = false; // of them
  scratch::Array<u32> found_;  // what the visitor said of them
  Components rings_;           // of all edges, among what no cycle and no head reaches
  scratch::Array<u8> pointed_; // another leaked block points to it
  scratch::Array<u8> claimed_;
  scratch::Array<u32> queue_;
  usize queued_ = 0;
  scratch::Array<u32> heads_; // the blocks of causes with one block
  usize head_count_ = 0;
  u32 next_number_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_CAUSES_H
