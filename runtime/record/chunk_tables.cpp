//===- chunk_tables.cpp - a small table a piece of the heap -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/chunk_tables.h"

namespace refsan {

namespace chunk_tables {
constexpr usize kFreshBytes = 64 << 10;

static void *takeFresh(Recorder &recorder, usize bytes) {
  if (recorder.in_references)
    return nullptr;
  recorder.in_references = true;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  Range &fresh = recorder.fresh_chunk_tables;
  if (fresh.size() < bytes) {
    uptr pages = reinterpret_cast<uptr>(mapPages(kFreshBytes));
    fresh = {pages, pages ? pages + kFreshBytes : 0};
  }
  uptr table = fresh.begin;
  fresh.begin += table ? bytes : 0;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  recorder.in_references = false;
  return reinterpret_cast<void *>(table);
}
} // namespace chunk_tables

void *ChunkTables::make(Recorder &recorder, uptr address) {
  if (address >> kUserAddressBits)
    return nullptr;
  void ***all = mapOnce(&leaves, kLeaves * sizeof(void **));
  void **leaf = all ? mapOnce(&all[address >> kLeafBits], kLeafWords * sizeof(void *)) : nullptr;
  if (!leaf)
    return nullptr;
  void **word = &leaf[(address >> kChunkBits) % kLeafWords];
  void *have = __atomic_load_n(word, __ATOMIC_ACQUIRE);
  void *made = have ? nullptr : chunk_tables::takeFresh(recorder, table_bytes);
  if (made && __atomic_compare_exchange_n(word, &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  return have; // another thread was first: one table is lost
}

} // namespace refsan
