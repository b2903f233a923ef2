//===- syscall.h - system calls without libc --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// System calls that do not touch errno and are no cancellation points. Only for
// platform/. Any thread, any signal handler, also on threads without a TCB.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_SYSCALL_H
#define REFSAN_PLATFORM_SYSCALL_H

#include "base/ints.h"

#include <sys/syscall.h>

namespace refsan {

// Result or -errno.
inline long rawSyscall(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

inline long rawAddress(const volatile void *p) { return reinterpret_cast<long>(p); }

} // namespace refsan

#endif // REFSAN_PLATFORM_SYSCALL_H
