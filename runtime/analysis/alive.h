//===- alive.h - what is alive at exit --------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// On request the report lists what is still reachable, too: one finding a place.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ALIVE_H
#define REFSAN_ANALYSIS_ALIVE_H

#include "analysis/findings.h"
#include "analysis/keepers.h"

namespace refsan {

class AliveBlocks {
public:
  // Groups the marked blocks of the recorder by their contexts, and says of each group what keeps its blocks.
  void collect(const BlockIndex &index, u16 scope, const Keepers &keepers, const Names &names);
  Span<Draft> drafts() const { return drafts_; }

private:
  static constexpr usize kMostKeepers = 4;
  struct Group {
    const Context *context;
    usize first_size;
    u64 objects;
    u64 bytes;
    uptr kept[kMostKeepers]; // blocks of which each is kept by another root word
  };
  void add(const Block &block);
  void noteKeeper(Group &group, uptr block) const;

  const BlockIndex *index_ = nullptr;
  const Keepers *keepers_ = nullptr;
  u16 scope_ = 0;
  HashMap<u64, u32> group_of_; // by context's contents
  Vector<Group> groups_;
  Span<Draft> drafts_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_ALIVE_H
