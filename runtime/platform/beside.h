//===- beside.h - work on several processors --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads from the kernel that libc knows nothing of, for as long as one call
// takes: nothing is allocated, and the process does not count as threaded
// afterwards. They share the calling thread's thread pointer and so its thread
// locals: what they run may use none, call nothing of libc that keeps state, and
// must not leave by longjmp. Handlers of the program never run on them.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_BESIDE_H
#define REFSAN_PLATFORM_BESIDE_H

#include "base/ints.h"

namespace refsan {

constexpr u32 kMostBeside = 4;

// How many processors the calling thread may run on, at most kMostBeside.
u32 usableProcessors();
// Calls f(0, arg) here and f(1, arg) .. f(count - 1, arg) on threads beside it,
// and returns when all have. Where there can be no thread, its call is left out.
void runBeside(u32 count, void (*f)(u32 worker, void *arg), void *arg);
// For a thread that waits for another one, in the `looks`-th round of looking:
// first a moment, later longer.
void pauseBeside(u32 looks);
// Whether the calling thread is one of those.
bool isBeside();

} // namespace refsan

#endif // REFSAN_PLATFORM_BESIDE_H
