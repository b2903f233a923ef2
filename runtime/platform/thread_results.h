//===- thread_results.h - what ended threads have returned ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread that has ended is gone for the kernel, but until it is joined the thread
// library keeps the pointer that it returned. Other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_THREAD_RESULTS_H
#define REFSAN_PLATFORM_THREAD_RESULTS_H

#include "base/ints.h"

namespace refsan {

struct ModuleList;

// Adds where the results are of all threads that can be joined, or nothing if the library
// does not tell (in a static executable).
void forEachThreadResult(const ModuleList &modules, void (*add)(Range word, void *), void *arg);

} // namespace refsan

#endif // REFSAN_PLATFORM_THREAD_RESULTS_H
