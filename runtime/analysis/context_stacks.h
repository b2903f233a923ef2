//===- analysis/context_stacks.h - coroutines' stacks in blocks -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stack that makecontext() was given may be most of a block that the allocator gave. Such a block is not looked at
// as others are: what lies on the stack counts from the stack pointer on with which the coroutine is to go on
// (SuspendedStacks), and nothing where it is through. That the words are a stack still is seen by what the
// library has put on top. Stacks that a thread runs on are left alone. Other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_CONTEXT_STACKS_H
#define REFSAN_ANALYSIS_CONTEXT_STACKS_H

#include "analysis/block_index.h"
#include "analysis/check.h"
#include "analysis/readable.h"
#include "platform/threads.h"
#include "record/context_stacks.h"

namespace refsan {

struct ContextStack {
  Range stack, block;
  bool ended;   // the coroutine is through
  bool reached; // something points into the block
};

class ContextStacks {
public:
  void find(const CheckInput &input, StopResult threads, const BlockIndex &index, const Readable &readable);
  const Vector<ContextStack> &all() const { return stacks_; }
  Range bounds() const; // of the blocks
  // Before anything is marked: nobody scans these blocks.
  void setAside(BlockIndex &index);
  // Of a coroutine that is not through.
  bool isOnStack(uptr word) const;
  bool isAside(uptr block) const;
  // The one in whose block the word points, if that is new; null otherwise.
  const ContextStack *reach(uptr word);
  // After all is marked: those that nothing points to have leaked.
  void putBack(BlockIndex &index) const;

private:
  static bool isInUse(Range stack, const CheckInput &input, StopResult threads);
  void consider(const GivenStack &given, const BlockIndex &index, const Readable &readable);
  const ContextStack *at(uptr word) const;

  Vector<ContextStack> stacks_; // by address, at most one in a block
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_CONTEXT_STACKS_H
