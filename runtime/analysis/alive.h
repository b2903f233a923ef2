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

namespace refsan {

class AliveBlocks {
public:
  // Groups the marked blocks of the recorder by their contexts.
  void collect(const BlockIndex &index, u16 scope = 0);
  Span<Draft> drafts() const { return drafts_; }

private:
  struct Group {
    const Context *context;
    usize first_size;
    u64 objects;
    u64 bytes;
  };
  void add(const Block &block);

  const BlockIndex *index_ = nullptr;
  u16 scope_ = 0;
  HashMap<u64, u32> group_of_; // by context's contents
  Vector<Group> groups_;
  Span<Draft> drafts_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_ALIVE_H
