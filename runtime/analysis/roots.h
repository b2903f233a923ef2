//===- roots.h - where reachability starts ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Enumerates the roots: writable segments of all modules, thread-local storage,
// the stacks of the stopped threads and their registers, the part of the calling
// thread's stack that is the program's, and what the user registered. Never the
// runtime's own state, nor what it and the allocator have on a stopped thread's
// stack. Lists only; other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ROOTS_H
#define REFSAN_ANALYSIS_ROOTS_H

#include "analysis/check.h"
#include "analysis/readable.h"
#include "analysis/root.h"
#include "platform/modules.h"
#include "platform/threads.h"

namespace refsan {

struct RootSources {
  const CheckInput *input;
  ModuleList modules;
  StopResult threads;
  const Readable *readable;
  Span<Range> idle; // stacks that nobody is on
};

struct RootSink {
  // The words of registers are there only until it returns.
  void (*add)(const Root &, void *arg);
  // What a thread has of a call of the runtime's that returns to `pc`: the block may be there
  // that the call has made. `pc` 0: also one that it is to free.
  void (*add_underway)(const Root &, uptr pc, void *arg);
  void *arg;
};

void forEachRoot(const RootSources &sources, const RootSink &sink);

} // namespace refsan

#endif // REFSAN_ANALYSIS_ROOTS_H
