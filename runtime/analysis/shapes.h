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
  void create(const Graph &graph);
  void release();
  // The shape of a cause, never 0.
  u64 of(const Cause &cause);
  // What blocks made alike have in common: type and place.
  static u64 hashContext(const Context &context);

private:
  // Beyond so many blocks it no longer matters how often each part occurs:
  // structures of any size that are built alike are one finding.
  static constexpr usize kLarge = 64;

  u64 ofBlock(u32 block) const { return graph_->kind(block).hidden ? 1 : contexts_[graph_->heap().order(block)]; }
  u64 ofSingle(u32 block) const;
  u64 ofSite(const refsan_site *site);
  u64 ofField(const refsan_field *field);
  u64 ofEdge(u32 from, u32 edge, const Pointer &pointer);
  void add(u64 part, bool large);

  const Graph *graph_ = nullptr;
  Vector<u64> contexts_; // by order
  HashMap<uptr, u64> sites_;
  const refsan_site *last_site_ = nullptr;
  u64 last_hash_ = 0;
  HashMap<uptr, u64> fields_;
  HashMap<u64, u8> parts_; // of a large cause
  u64 sum_ = 0;
  scratch::Array<u32> cause_of_; // by block: the last cause it was part of
  u32 cause_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_SHAPES_H
