//===- check.cpp - ending the process on a broken invariant ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One write and an abort: nothing of the runtime can be trusted any more.
//
//===----------------------------------------------------------------------===//

#include "base/check.h"

#include "base/format.h"

#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace refsan {

void checkFailed(const char *file, int line, const char *condition) {
  char buffer[512];
  TextBuilder text(buffer, sizeof(buffer));
  text.text("RefSan: internal error: check failed at ").text(file).character(':').decimal(static_cast<u64>(line));
  text.text(": ").text(condition).character('\n');
  syscall(SYS_write, STDERR_FILENO, text.data(), text.size());
  abort();
}

} // namespace refsan
