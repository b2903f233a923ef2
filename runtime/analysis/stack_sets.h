//===- stack_sets.h - from which stacks the blocks of a cause come -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Causes of one shape may have come about by different callers. Where rules of
// the user tell callers apart (gate/suppressions.h), they are findings of their own until
// the rules have been applied.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_STACK_SETS_H
#define REFSAN_ANALYSIS_STACK_SETS_H

#include "analysis/causes.h"

namespace refsan {

class StackSets {
public:
  void create(const LeakedHeap &heap) {
    heap_ = &heap;
    seen_by_.make(heap.contexts().size);
  }
  void release() { seen_by_.free(); }

  // Equal for causes whose blocks come from the same contexts, however many from each.
  u64 of(const Cause &cause) {
    ++cause_;
    u64 sum = 0;
    for (u32 block : cause.blocks) {
      u32 order = heap_->order(block);
      sum += seen_by_[order] == cause_ ? 0 : mixBits(order + 1);
      seen_by_[order] = cause_;
    }
    return sum;
  }

private:
  const LeakedHeap *heap_ = nullptr;
  scratch::Array<u32> seen_by_; // by order: the last cause with a block from there
  u32 cause_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_STACK_SETS_H
