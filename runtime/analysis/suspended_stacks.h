//===- suspended_stacks.h - stacks that nobody runs on now ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A coroutine's stack may lie in pages that the program has mapped, which are no roots. Somebody
// keeps the stack pointer with which it is to go on: what lies above counts as long as that
// word can be reached. Recognised by a return address where it points, or, as setjmp keeps both,
// by the one behind it. On such a stack, or on one of the same kind, nothing may have run yet: what is known
// of its coroutine lies at its end then, and counts as long as that can be reached.
// The same goes for stacks in blocks that makecontext() was given. Other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SUSPENDED_STACKS_H
#define REFSAN_ANALYSIS_SUSPENDED_STACKS_H

#include "analysis/block_index.h"
#include "analysis/context_stacks.h"
#include "analysis/readable.h"
#include "analysis/root_set.h"

namespace refsan {

class SuspendedStacks {
public:
  // Reads from the system where functions have run on stacks that are not their threads'.
  // The idle ones, of signals, are left out of the roots otherwise. Sets blocks with stacks aside.
  void create(const RootSources &sources, BlockIndex &index);
  // Looks for stack pointers in the roots and in marked blocks, and adds to the roots what is new. Returns
  // where those begin.
  Span<Root> find(RootSet &roots, const Readable &readable);
  // After all is marked.
  void putBack(BlockIndex &index) const { contexts_.putBack(index); }

private:
  struct Mapping {
    Range range;
    uptr lowest;          // of the stack pointers, so far
    bool ran = false;     // functions have, on this stack or on one that was here before
    bool guarded = false; // by a page that cannot be read: it ends where its mapping does
  };
  void addMappings();
  void keepStacks();
  void insert(const Mapping &mapping);
  void scan(Range words);
  void scanWords(Range words);
  void consider(uptr word);
  void considerKept(uptr at, uptr word, uptr end);
  void considerContext(uptr at, uptr word, uptr end);
  void reachBlock(uptr word);
  void take(uptr stack_pointer, Mapping &mapping);
  uptr endOfStack(Range from) const;
  bool blockAround(uptr word) const;
  Mapping *mappingOf(uptr word);
  bool isOnStack(uptr word, const Mapping &mapping) const;
  bool isStackPointer(uptr word, const Mapping &mapping) const;
  bool holdsReturnAddress(uptr stack_pointer, Range mapping) const;
  bool isReturnAddress(uptr word) const;

  ModuleList modules_;
  Span<Range> idle_;
  uptr guard_ = 0; // of what setjmp keeps
  uptr context_start_ = 0;
  const BlockIndex *index_ = nullptr;
  const Readable *readable_ = nullptr;
  Vector<Mapping> mappings_; // by address
  ContextStacks contexts_;
  Range bounds_; // of all of them
  Vector<Root> found_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_SUSPENDED_STACKS_H
