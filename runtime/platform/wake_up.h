//===- wake_up.h - a signal handler wakes a thread --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_WAKE_UP_H
#define REFSAN_PLATFORM_WAKE_UP_H

#include "base/ints.h"

namespace refsan {

class WakeUp {
public:
  // Any thread, any signal handler; keeps errno.
  void call();
  // Waits until there were other than `seen` calls, at most `ms` (0: for ever). How
  // many there were.
  u32 await(u32 seen, u32 ms);

  u32 calls() const { return __atomic_load_n(&calls_, __ATOMIC_ACQUIRE); }

private:
  u32 calls_ = 0;
};

} // namespace refsan

#endif // REFSAN_PLATFORM_WAKE_UP_H
