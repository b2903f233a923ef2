//===- process_linux.cpp - the process on Linux ---------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See process.h.
//
//===----------------------------------------------------------------------===//

#include "platform/process.h"

#include "base/strings.h"
#include "platform/files.h"
#include "platform/syscall.h"

#include <fcntl.h>
#include <sys/auxv.h>
#include <time.h>
#include <unistd.h>

namespace refsan {

i32 processId() { return static_cast<i32>(rawSyscall(SYS_getpid)); }

const char *environmentValue(const char *name) {
  usize length = __builtin_strlen(name);
  for (char **entry = environ; entry && *entry; ++entry)
    if (startsWith(*entry, StringView(name, length)) && (*entry)[length] == '=')
      return *entry + length + 1;
  return nullptr;
}

bool isSecureProcess() { return getauxval(AT_SECURE) != 0; }

static usize terminate(char *out, usize size, i64 length) {
  if (size == 0)
    return 0;
  usize end = length < 0 ? 0 : static_cast<usize>(length) < size ? static_cast<usize>(length) : size - 1;
  out[end] = 0;
  return end;
}

usize executablePath(char *out, usize size) {
  long length =
      rawSyscall(SYS_readlinkat, AT_FDCWD, rawAddress("/proc/self/exe"), rawAddress(out), static_cast<long>(size));
  return terminate(out, size, length);
}

usize currentDirectory(char *out, usize size) {
  // The kernel counts the NUL.
  return terminate(out, size, rawSyscall(SYS_getcwd, rawAddress(out), static_cast<long>(size)) - 1);
}

usize commandLine(char *out, usize size) { return terminate(out, size, readFile("/proc/self/cmdline", out, size)); }

u64 monotonicMs() {
  timespec now = {0, 0};
  rawSyscall(SYS_clock_gettime, CLOCK_MONOTONIC, rawAddress(&now));
  return static_cast<u64>(now.tv_sec) * 1000 + static_cast<u64>(now.tv_nsec) / 1000000;
}

u64 secondsSince1970() {
  timespec now = {0, 0};
  rawSyscall(SYS_clock_gettime, CLOCK_REALTIME, rawAddress(&now));
  return static_cast<u64>(now.tv_sec);
}

void endProcess(int exit_code) {
  for (;;)
    rawSyscall(SYS_exit_group, exit_code);
}

} // namespace refsan
