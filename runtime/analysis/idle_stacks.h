//===- idle_stacks.h - of signals that nobody handles now -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread's signals may be handled on a stack of their own. While none is, what lies there is left from
// earlier ones and keeps nothing alive. Other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_IDLE_STACKS_H
#define REFSAN_ANALYSIS_IDLE_STACKS_H

#include "analysis/check.h"
#include "analysis/mark.h"
#include "platform/modules.h"

namespace refsan {

class IdleStacks {
public:
  // Those in memory that is looked at: pages that the program has mapped itself are no roots.
  void find(const CheckInput &input, StopResult threads, const ModuleList &modules, const BlockIndex &index);
  Span<Range> all() const { return {stacks_.data(), stacks_.size()}; }
  // Before anything is marked: the blocks that such a stack lies in are alive, what they have beside it counts.
  void setAside(BlockIndex &index, Marker &marker, usize (*size_of)(uptr start)) const;

private:
  Vector<Range> stacks_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_IDLE_STACKS_H
