//===- signal_stack.h - what the kernel says of one -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From what sigaltstack() and a signal's frame have. Async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_SIGNAL_STACK_H
#define REFSAN_PLATFORM_SIGNAL_STACK_H

#include "platform/threads.h"

#include <signal.h>

namespace refsan {

inline SignalStack signalStackOf(const stack_t &stack) {
  auto begin = reinterpret_cast<uptr>(stack.ss_sp);
  bool there = begin && !(stack.ss_flags & SS_DISABLE);
  return {there ? Range{begin, begin + stack.ss_size} : Range{}, (stack.ss_flags & SS_ONSTACK) != 0};
}

} // namespace refsan

#endif // REFSAN_PLATFORM_SIGNAL_STACK_H
