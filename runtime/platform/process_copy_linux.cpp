//===- process_copy_linux.cpp - the process as it stands, to be looked at -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/process_copy.h"

#include "platform/syscall.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>

namespace refsan {

// Without a signal at its end, so that the program's own wait() does not see it.
i32 copyProcess() { return static_cast<i32>(rawSyscall(SYS_clone, 0, 0, 0, 0, 0)); }

bool waitForCopy(i32 copy) {
  int status = -1;
  long result;
  do
    result = rawSyscall(SYS_wait4, copy, rawAddress(&status), __WALL, 0);
  while (result == -EINTR);
  return result == copy && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void *mapShared(usize bytes) {
  long result =
      rawSyscall(SYS_mmap, 0, static_cast<long>(bytes), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return result < 0 && result > -4096 ? nullptr : reinterpret_cast<void *>(result);
}

} // namespace refsan
