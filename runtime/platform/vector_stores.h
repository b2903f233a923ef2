//===- vector_stores.h - which vector registers are yet to be stored *- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointers pass through vector registers on their way from memory to memory, two or
// more at a time, and stay in them until something else needs the register. One that
// the code around a thread's place stores, or fills by itself, holds the program's pointers; any other what is left
// of an earlier move. x86-64: SSE, AVX, AVX-512. Used by the check; other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_VECTOR_STORES_H
#define REFSAN_PLATFORM_VECTOR_STORES_H

#include "base/ints.h"

namespace refsan {

class VectorStores {
public:
  // `function`: its code, empty if that is not known. Code that cannot be read stores all of them.
  explicit VectorStores(uptr pc, Range function = {});
  static VectorStores all() { return VectorStores(); }
  // Tells more often yes than is true.
  bool any() const { return numbers_ != 0; }
  bool of(u32 number) const { return numbers_ >> (number % 8) & 1; }

private:
  VectorStores() : numbers_(0xff) {}
  u8 numbers_ = 0; // a bit for each, modulo 8: the rest of a number is in prefixes
};

} // namespace refsan

#endif // REFSAN_PLATFORM_VECTOR_STORES_H
