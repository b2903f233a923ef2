//===- underscore_exit.cpp - the end without exit functions -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// _exit and _Exit end the process at once; where the user asks for it, after a check. (libc
// ends exit() with a function of its own.)
//
//===----------------------------------------------------------------------===//

#include "entry/exit_check.h"
#include "entry/lifecycle.h"
#include "options/options.h"
#include "platform/process.h"
#include "platform/syscall.h"

#include <stdlib.h>
#include <unistd.h>

namespace refsan::underscore_exit {
// A child of vfork is in its parent's memory and has nothing of its own.
__attribute__((noinline)) static void checkBefore(int status) {
  if (hasStarted() && options().check_underscore_exit && processId() == startedProcess())
    checkAtExit(status, true);
}
[[noreturn]] static void end(int status) {
  for (;;)
    rawSyscall(SYS_exit_group, status);
}
} // namespace refsan::underscore_exit

extern "C" {
__attribute__((weak, visibility("default"))) void _exit(int status) {
  refsan::underscore_exit::checkBefore(status);
  refsan::underscore_exit::end(status);
}
__attribute__((weak, visibility("default"))) void _Exit(int status) noexcept {
  refsan::underscore_exit::checkBefore(status);
  refsan::underscore_exit::end(status);
}
}
