//===- thread_control.h - glibc's thread control block ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What glibc keeps at a thread's pointer (struct pthread), as far as the runtime
// needs it. Only for platform/. Any thread, async-signal-safe; never faults,
// whatever the thread pointer is.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_THREAD_CONTROL_H
#define REFSAN_PLATFORM_THREAD_CONTROL_H

#include "base/ints.h"

namespace refsan {

// sizeof(struct pthread) of glibc 2.36, and a fair guess for others.
constexpr usize kUsualThreadControlSize = 2304;

struct ModuleList;
// sizeof(struct pthread) of the glibc that runs.
usize threadControlSize(const ModuleList &modules);

// The stack that glibc gave the thread (a guard page at its low end included),
// by its control block; empty for the process's first thread and for threads
// that glibc did not make.
Range stackByControlBlock(uptr thread_pointer);

// The first thread's stack as far as it may grow.
Range firstThreadStack();

} // namespace refsan

#endif // REFSAN_PLATFORM_THREAD_CONTROL_H
