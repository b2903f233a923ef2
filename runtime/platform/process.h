//===- process.h - the process the runtime lives in -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Facts about this process. Any thread, async-signal-safe, keeps errno, no memory.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_PROCESS_H
#define REFSAN_PLATFORM_PROCESS_H

#include "base/ints.h"

namespace refsan {

i32 processId();

// Value of an environment variable, null if it is not set. Reads the
// environment without a lock: other threads must not be changing it.
const char *environmentValue(const char *name);
// Set-user-id and the like: the environment is another user's, do not obey it.
bool isSecureProcess();

// Each gives the text's length, cut to size - 1 and NUL-terminated; 0: unknown.
usize executablePath(char *out, usize size);
usize currentDirectory(char *out, usize size);
// Arguments, each followed by NUL.
usize commandLine(char *out, usize size);

u64 monotonicMs();
u64 secondsSince1970();

// Ends the process at once: nothing is flushed, no handler runs.
[[noreturn]] void endProcess(int exit_code);

} // namespace refsan

#endif // REFSAN_PLATFORM_PROCESS_H
