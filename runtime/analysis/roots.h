//===- roots.h - where reachability starts ----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Enumerates the roots: writable segments of all modules, thread-local storage,
// the stacks of the stopped threads and their registers, the part of the calling
// thread's stack that is the program's, and what the user registered. Never the
// runtime's own state. Lists only; other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ROOTS_H
#define REFSAN_ANALYSIS_ROOTS_H

#include "analysis/check.h"
#include "analysis/readable.h"
#include "platform/modules.h"
#include "platform/threads.h"

namespace refsan {

struct RootSources {
  const CheckInput *input;
  ModuleList modules;
  StopResult threads;
  const Readable *readable;
};

// Calls add(range, arg) for each; ranges may overlap and hold unreadable pages.
void forEachRoot(const RootSources &sources, void (*add)(Range, void *), void *arg);

} // namespace refsan

#endif // REFSAN_ANALYSIS_ROOTS_H
