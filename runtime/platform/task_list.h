//===- task_list.h - the threads that the kernel knows ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// /proc/self/task, by system calls alone. Only for platform/threads. Any thread,
// also while others are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_TASK_LIST_H
#define REFSAN_PLATFORM_TASK_LIST_H

#include "base/ints.h"

namespace refsan {

// Calls `visit` for each thread of the process; while threads end, the kernel may leave out
// others. False: they cannot be listed.
bool forEachTask(void (*visit)(i32 tid, void *arg), void *arg);
// How many threads there are; 0: not known.
usize taskCount();
// Others than the caller; false if that is not known.
inline bool hasOtherThreads() { return taskCount() > 1; }

// Has ended, though the kernel may still list it (a zombie).
bool taskIsGone(i32 tid);
// Runs, or waits for a processor or for its tracer.
bool taskRuns(i32 tid);

// Stack pointer of a thread that sleeps in the kernel; 0: unknown.
uptr taskStackPointer(i32 tid);

} // namespace refsan

#endif // REFSAN_PLATFORM_TASK_LIST_H
