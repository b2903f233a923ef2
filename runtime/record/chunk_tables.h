//===- chunk_tables.h - a small table a piece of the heap -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small table for each 512 bytes of address space of which something is to be
// said; made the first time, never given back, indexed directly by who
// uses it. Any thread, no lock, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_CHUNK_TABLES_H
#define REFSAN_RECORD_CHUNK_TABLES_H

#include "record/blocks.h"
#include "record/chunks.h"
#include "record/thread_state.h"

namespace refsan {

// Constant-initialised, never destroyed.
struct ChunkTables {
  static constexpr u32 kLeafBits = 30; // of addresses: a leaf covers 1 GiB
  static constexpr usize kLeafWords = usize(1) << (kLeafBits - kChunkBits);
  static constexpr usize kLeaves = usize(1) << (kUserAddressBits - kLeafBits);

  usize table_bytes; // a power of two
  void ***leaves = nullptr;

  // Null: nothing was said yet. The address is one of user space.
  void *find(uptr address) const {
    void ***all = __atomic_load_n(&leaves, __ATOMIC_ACQUIRE);
    if (__builtin_expect(!all, 0))
      return nullptr;
    void **leaf = __atomic_load_n(&all[address >> kLeafBits], __ATOMIC_ACQUIRE);
    return __builtin_expect(leaf != nullptr, 1) ? __atomic_load_n(&leaf[(address >> kChunkBits) % kLeafWords], __ATOMIC_ACQUIRE) : nullptr;
  }
  // Null: no memory, no address of user space, or this is a signal handler in
  // the middle of this.
  void *make(Recorder &recorder, uptr address);
};

} // namespace refsan

#endif // REFSAN_RECORD_CHUNK_TABLES_H
