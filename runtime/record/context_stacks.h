//===- context_stacks.h - stacks that makecontext was given -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program says where a coroutine's stack begins and ends, here of those in blocks. It may be something else by
// now: whoever asks has to look. Some ten thousand at most. Any thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_CONTEXT_STACKS_H
#define REFSAN_RECORD_CONTEXT_STACKS_H

#include "base/ints.h"

namespace refsan {

struct GivenStack {
  Range stack;
  uptr block;  // in which it lay
  u32 context; // of the block then
};

void noteContextStack(Range stack);
// In the check. The blocks are those of the same context still.
void forEachContextStack(void (*visit)(const GivenStack &given, void *arg), void *arg);

} // namespace refsan

#endif // REFSAN_RECORD_CONTEXT_STACKS_H
