//===- graph.h - who points to whom among what leaked -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The leaked blocks as a graph: one edge a pointer, in the order of the block's
// pointers, with what it means for the lifetime of its target. Two readings of
// it: all edges but weak ones say what is *reachable* from what; the *owning*
// ones say what keeps what alive. Pure, linear; made by several workers.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_GRAPH_H
#define REFSAN_ANALYSIS_GRAPH_H

#include "analysis/edge_bits.h"
#include "analysis/held_storage.h"
#include "analysis/live_ranges.h"
#include "analysis/pointers.h"

namespace refsan {

// The strong count of a counted block, and its handles found in leaked memory.
struct Holders {
  u32 counted = 0; // the block's own strong count; saturates
  u32 strong = 0;  // found by type
  u16 weak = 0;    // by type; saturates
  u16 assumed = 0; // words of unknown meaning that are taken for one; saturates
  u32 found() const { return strong + assumed; }
  u32 missing() const { return counted > found() ? counted - found() : 0; }
};

struct GraphEdge {
  u32 target;
  u32 offset; // of the pointer, in bytes from the start of its block; kNone: beyond 4 GiB, or attached
  u16 bits;
};

class Graph {
public:
  void create(const LeakedHeap &heap, const BlockKinds &kinds, const Workers &workers = {});
  void release();

  static const refsan_field kAttachedField; // of what a block holds by a pointer that lies elsewhere
  const LeakedHeap &heap() const { return *heap_; }
  const BlockKind &kind(u32 block) const {
    const BlockKind *held = held_.kindOf(block);
    return held ? *held : kinds_->of(*heap_, block);
  }

  u32 size() const { return heap_->size(); }
  const Workers &workers() const { return workers_; }
  // Edges of a block: [firstEdge(block), endEdge(block)). Numbers between the edges
  // of different blocks may be left out.
  u32 firstEdge(u32 block) const { return first_[placeOf(block)]; }
  u32 endEdge(u32 block) const { return first_[placeOf(block) + 1]; }
  u32 target(u32 edge) const { return edges_[edge].target; }
  u16 bits(u32 edge) const { return edges_[edge].bits; }
  u32 offset(u32 edge) const { return edges_[edge].offset; }
  // The kind of each block is that of its context.
  bool kindsAreOfContexts() const { return !held_.any(); }
  bool anyHandles() const { return any_handles_; } // any edge with kHandle

  // The control block that holds the counts of this object, kNone: none.
  u32 lender(u32 object) const { return lenders_.size ? lenders_[object] - 1 : kNone; }
  // The object whose counts this control block holds, kNone: it is none.
  u32 lentTo(u32 control) const;
  // The block that has the counts of this one: itself, its lender, or kNone.
  u32 countedBy(u32 block) const { return kind(block).protocol != Protocol::None ? block : lender(block); }
  Counts counts(u32 counted) const {
    return heap_->readable(heap_->range(counted))
               ? countsAt(heap_->address(counted), heap_->bytes(counted), kind(counted))
               : Counts();
  }
  Holders holders(u32 counted) const { return holders_.size ? holders_[counted] : Holders(); }

private:
  // Where a worker puts its edges.
  struct alignas(kApart) Lane {
    u32 next = 0;   // edge
    u32 usable = 0; // edges before this one have memory
    u32 limit = 0;
    bool failed = false;
  };

  static u32 placeOf(u32 block) { return block + block / Workers::kPart; }
  void makeLanes();
  bool hasRoom(Lane &lane);
  void addEdgesOf(u32 block, Lane &lane);
  bool isValueInPlace(u32 to, u16 bits) const;
  bool wasRetainedInto(uptr slot, uptr value, u32 to) const;
  void describeHeld();
  void decideArrays();
  void readAgain(u32 block);
  void dropDead();
  void addEdge(u32 block, uptr slot, uptr value, const PlannedField *field, Lane &lane);
  u16 askField(u32 block, const Pointer &pointer, const PlannedField &field, u32 to, u16 bits);
  void noteLender(u32 control, u32 first, u32 end);

  const LeakedHeap *heap_ = nullptr;
  const BlockKinds *kinds_ = nullptr;
  Workers workers_;
  // By placeOf(block) the first edge of each block; behind each part's blocks, the end of its last edges.
  scratch::Array<u32> first_;
  GraphEdge *edges_ = nullptr;
  usize edge_addresses_ = 0; // bytes
  Lane *lanes_ = nullptr;
  bool any_handles_ = false;
  LiveRanges live_;
  HeldStorage held_;
  scratch::Array<u32> lenders_; // plus 1
  scratch::Array<Holders> holders_;
  friend class Ownership;
};

// Decides which edges own, once all are there. Called by Graph::create.
void decideOwnership(Graph &graph);

} // namespace refsan

#endif // REFSAN_ANALYSIS_GRAPH_H
