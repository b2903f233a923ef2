//===- check.h - invariants -------------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Invariants of the runtime itself, checked in release builds too. Not for errors
// of the user or the system: those are reported and survived. Any thread,
// async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_BASE_CHECK_H
#define REFSAN_BASE_CHECK_H

namespace refsan {

// Writes "RefSan: internal error: ..." to stderr and ends the process by SIGABRT.
[[noreturn]] void checkFailed(const char *file, int line, const char *condition);

} // namespace refsan

#define REFSAN_CHECK(Condition)                                                                                        \
  (__builtin_expect(!!(Condition), 1) ? (void)0 : ::refsan::checkFailed(__FILE_NAME__, __LINE__, #Condition))

#endif // REFSAN_BASE_CHECK_H
