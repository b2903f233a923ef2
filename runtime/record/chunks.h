//===- chunks.h - pieces of address space -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is recorded about references is filed by pieces of the address space, so
// that records lie as near each other as what they are about.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_CHUNKS_H
#define REFSAN_RECORD_CHUNKS_H

#include "base/ints.h"
#include "platform/memory.h"

namespace refsan {

constexpr u32 kUserAddressBits = 47;
constexpr u32 kChunkBits = 9;
constexpr uptr kChunkBytes = uptr(1) << kChunkBits;

// Pages that are mapped once, by whichever thread is first. Null: no memory.
template <typename T> T *mapOnce(T **where, usize bytes) {
  T *have = __atomic_load_n(where, __ATOMIC_ACQUIRE);
  if (have)
    return have;
  auto *made = static_cast<T *>(mapSparsePages(bytes));
  if (!made || __atomic_compare_exchange_n(where, &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  unmapPages(made, bytes);
  return have;
}

} // namespace refsan

#endif // REFSAN_RECORD_CHUNKS_H
