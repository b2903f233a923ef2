//===- groups.h - causes that are alike -------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adds up the causes of one shape; of their blocks it keeps those of the first one
// only. Each worker has groups of its own until all causes are there.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_GROUPS_H
#define REFSAN_ANALYSIS_GROUPS_H

#include "analysis/shapes.h"
#include "analysis/stack_sets.h"

namespace refsan {

struct Group {
  Cause first; // the one with the lowest number
  u64 shape = 0;
  u32 start = kNone; // for who uses the groups
  u64 times = 0;
  u64 objects = 0, bytes = 0, owned_objects = 0, owned_bytes = 0;
};

class Groups {
public:
  // by_stack: causes with other callers are groups of their own.
  void create(const Graph &graph, const u32 *component_of, bool by_stack);
  // Side by side, but for large causes. Returns what addOwned() is to be told.
  u32 add(const Cause &cause, u32 worker);
  void addOwned(u32 added, u64 objects, u64 bytes);
  // When all are there: the groups, in no particular order. Everything else goes.
  void finish(Vector<Group> &out);

private:
  struct alignas(kApart) Lane {
    HashMap<u64, u32> group_of; // by shape, and stacks if these matter
    Vector<Group> groups;
    Vector<u64> keys; // of the groups
    u64 last_key = 0; // 0: none
    u32 last_group = 0;
    bool failed = false;
    StackSets stack_sets;
  };
  u32 groupOf(Lane &lane, u64 key, const Cause &cause, u64 shape);
  static void merge(Group &into, const Group &from);

  u32 workers_ = 1;
  bool by_stack_ = false;
  Shapes shapes_;
  Lane *lanes_ = nullptr;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_GROUPS_H
