//===- mangled.h - pointers as setjmp keeps them ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// glibc hides the frame pointer, the stack pointer and the address to go on at that a jmp_buf has
// behind a value that each process draws when it starts. x86-64; elsewhere words stay as they are.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_MANGLED_H
#define REFSAN_PLATFORM_MANGLED_H

#include "base/ints.h"

namespace refsan {

#ifdef __x86_64__
inline uptr pointerGuard() {
  uptr guard;
  asm("movq %%fs:0x30, %0" : "=r"(guard)); // tcbhead_t's pointer_guard
  return guard;
}
constexpr unsigned kMangledBits = 17;
constexpr usize kRegistersBeforeStackPointer = 6; // rbx, rbp, r12 to r15
inline uptr demangled(uptr word, uptr guard) { return (word >> kMangledBits | word << (64 - kMangledBits)) ^ guard; }
#else
constexpr usize kRegistersBeforeStackPointer = 0;
inline uptr pointerGuard() { return 0; }
inline uptr demangled(uptr word, uptr) { return word; }
#endif

} // namespace refsan

#endif // REFSAN_PLATFORM_MANGLED_H
