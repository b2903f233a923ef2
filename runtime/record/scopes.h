//===- scopes.h - what a thread allocates within a scope --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program says that nothing allocated between two points of a thread may outlive
// the second. In between the thread's allocations are recorded with a context of the
// scope's own, so that a block is known even if it was freed and its address given to another
// thread meanwhile. Costs nothing outside of scopes. A thread's own calls only.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_SCOPES_H
#define REFSAN_RECORD_SCOPES_H

#include "containers/vector.h"
#include "record/contexts.h"
#include "record/thread_state.h"

namespace refsan {

// A scope that is open.
struct OpenScope {
  const char *name;
  usize first; // of its blocks in the thread's list
  u16 mark;    // Context::scope of what is allocated in it; no other open scope has it
};

struct ThreadScopes {
  static constexpr u32 kDeepest = 32;
  OpenScope open[kDeepest];
  u32 depth;
  bool busy;        // a signal handler must not
  usize compact_at; // so many blocks, freed ones too
  Vector<uptr> blocks;
};

// How deep it is, from 1; 0: too deep, too many at once, or no memory.
u32 openScope(Recorder &recorder, const char *name);
// The innermost; null: none is open.
OpenScope *innermostScope(Recorder &recorder);
// Its blocks that were not freed: the first that are left in `scopes->blocks` from `first` on.
void dropFreedBlocks(ThreadScopes &scopes, const OpenScope &scope);
void closeScope(Recorder &recorder);
void abandonScopes(Recorder &recorder);
// A block is no longer of a scope; nothing is done if it was freed meanwhile.
void leaveScope(uptr block);

// Of an allocation while a scope is open.
u32 scopedContext(Recorder &recorder, const refsan_site *site, uptr frame);
void noteInScope(Recorder &recorder, uptr block);

} // namespace refsan

#endif // REFSAN_RECORD_SCOPES_H
