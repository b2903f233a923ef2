//===- thread_start.h - threads begin on a clean stack ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The thread library gives a thread the stack of one that has ended, with the
// words that are still on it: where the new one's functions have not written yet,
// they would keep objects alive. pthread_create() and thrd_create() are the runtime's,
// therefore, and a thread begins by overwriting what lies below it.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_THREAD_START_H
#define REFSAN_ENTRY_THREAD_START_H

#include "base/ints.h"

namespace refsan {

// The arguments of threads that are about to begin: roots, nothing else may hold them yet.
Range threadStarts();

// The code of the thread library's that makes threads, where it is part of the program (a static executable); else
// empty. What it allocates it keeps with the stacks of ended threads.
Range threadMaker();

// While threads are being stopped no more begin: who makes one waits in pthread_create() until this is over. (Two
// hundred threads that each start another before they end make them faster than they are found under strace.)
void holdThreadStarts();
void releaseThreadStarts();

// In a forked child: the threads that were about to begin are not there, nor is a check.
void forgetThreadStarts();

} // namespace refsan

#endif // REFSAN_ENTRY_THREAD_START_H
