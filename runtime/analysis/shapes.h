//===- shapes.h - which findings are the same -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instances that leak for the same reason (class, types, fields, and the places
// where objects were made and references taken) have the same shape and are
// shown once. Pure; hashes of contents, not of addresses of constants, so that
// copies of a constant in several modules count as one.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SHAPES_H
#define REFSAN_ANALYSIS_SHAPES_H

#include "analysis/causes.h"
#include "analysis/edge_slots.h"

namespace refsan {

class Shapes {
public:
  // `component_of` as in Components, for causes of more than one block.
  void create(const Graph &graph, const u32 *component_of);
  void release();
  bool failed() const { return failed_; }
  // The shape of a cause, never 0; side by side, but for large causes, which take all
  // workers.
  u64 of(const Cause &cause, u32 worker);
  // What blocks made alike have in common: type and place.
  static u64 hashContext(const Context &context);

private:
  // Beyond so many blocks it no longer matters how often each part occurs:
  // structures of any size that are built alike are one finding.
  static constexpr usize kMany = 64;

  // Hashes of constants, of which few are met in a row.
  template <typename T> class Memo {
  public:
    template <typename F> u64 of(const T *constant, F hash) {
      uptr at = reinterpret_cast<uptr>(constant);
      Known &known = known_[(at >> 4 ^ at >> 9) % kKnown];
      if (known.constant != constant)
        known = {constant, hash(*constant)};
      return known.hash;
    }

  private:
    static constexpr usize kKnown = 64;
    struct Known {
      const T *constant;
      u64 hash;
    };
    Known known_[kKnown] = {};
  };
  // What edges have in common that begin and end in blocks made alike, at the same offset.
  struct KnownEdge {
    u32 from, to; // orders of contexts
    u32 offset;   // plus 1; 0: nothing is known
    u64 hash;
  };
  static constexpr usize kKnownEdges = 64;
  // What one worker remembers.
  struct alignas(kApart) Lane {
    KnownEdge edges[kKnownEdges] = {};
    Memo<refsan_site> sites;
    Memo<refsan_field> fields;
    u64 sum = 0;               // of the parts, if it matters how often each occurs
    HashMap<u64, u8> distinct; // parts, if not
    u64 newest_distinct[64] = {};
  };

  u64 ofOrder(u32 order) const { return contexts_.data()[order]; }
  u64 ofBlock(u32 block) const { return graph_->kind(block).hidden ? 1 : ofOrder(graph_->heap().order(block)); }
  u64 ofSingle(u32 block) const;
  u64 ofEdge(u32 from, u32 edge, Lane &lane) const;
  u64 ofEnds(u32 from, u32 edge, Lane &lane) const;
  bool sameForAll(u32 from) const;
  template <typename F> void forEachPart(const Cause &cause, u32 block, Lane &lane, F f) const;
  void collect(const Cause &cause, usize begin, usize end, Lane &lane) const;
  u64 sumOfDistinct(u32 first_lane, u32 end_lane);
  u64 ofMany(const Cause &cause, u32 worker);

  const Graph *graph_ = nullptr;
  const u32 *component_of_ = nullptr;
  Vector<u64> contexts_; // by order
  Lane *lanes_ = nullptr;
  bool failed_ = false; // memory ran out on a worker
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_SHAPES_H
