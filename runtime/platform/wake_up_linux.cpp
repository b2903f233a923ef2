//===- wake_up_linux.cpp - a signal handler wakes a thread ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/wake_up.h"

#include "platform/process.h"
#include "platform/syscall.h"

#include <linux/futex.h>
#include <time.h>

namespace refsan {

void WakeUp::call() {
  __atomic_fetch_add(&calls_, 1, __ATOMIC_RELEASE);
  rawSyscall(SYS_futex, rawAddress(&calls_), FUTEX_WAKE_PRIVATE, 1);
}

u32 WakeUp::await(u32 seen, u32 ms) {
  u64 deadline = ms ? monotonicMs() + ms : 0;
  for (u32 calls;;) {
    if ((calls = __atomic_load_n(&calls_, __ATOMIC_ACQUIRE)) != seen)
      return calls;
    u64 now = ms ? monotonicMs() : 0;
    if (ms && now >= deadline)
      return calls;
    u64 left = deadline - now;
    timespec timeout = {static_cast<time_t>(left / 1000), static_cast<long>(left % 1000) * 1'000'000};
    rawSyscall(SYS_futex, rawAddress(&calls_), FUTEX_WAIT_PRIVATE, static_cast<long>(seen),
               ms ? rawAddress(&timeout) : 0);
  }
}

} // namespace refsan
