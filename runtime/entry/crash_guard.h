//===- crash_guard.h - a crash or hang of the check is an error -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// While one exists, a fault of the thread that made it ends the process with
// Exit::CheckFailed and a message, and so does the end of the time that it has
// (0: any) before done() is called. Faults of other threads are theirs. One at a time a process.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_CRASH_GUARD_H
#define REFSAN_ENTRY_CRASH_GUARD_H

#include "base/ints.h"

#include <signal.h>

namespace refsan {

class CrashGuard {
public:
  explicit CrashGuard(u32 timeout_ms);
  ~CrashGuard();
  static void beginCopy(); // in a copy of the process, which has no clocks
  static void done();      // what follows may take as long as it takes
  CrashGuard(const CrashGuard &) = delete;

private:
  static constexpr usize kSignals = 6;
  struct sigaction before_[kSignals];
  stack_t stack_before_;
  void *stack_;
  bool has_stack_;
};

} // namespace refsan

#endif // REFSAN_ENTRY_CRASH_GUARD_H
