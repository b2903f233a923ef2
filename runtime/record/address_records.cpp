//===- address_records.cpp - small records by address -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table's records stand at or behind the place that their slot has in it, as
// slots follow each other; a removed one's place is filled by those behind it.
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"

#include "platform/patience.h"
#include "platform/process.h"

#include <sched.h>

namespace refsan {

namespace address_records {
constexpr usize kFreshBytes = 64 << 10;

// Zeroed.
static u64 *takeTable(Recorder &recorder, u32 size_class) {
  usize bytes = directory::capacityOf(size_class) * sizeof(u64);
  if (u64 *table = reinterpret_cast<u64 *>(recorder.free_tables[size_class])) {
    recorder.free_tables[size_class] = table[0];
    __builtin_memset(table, 0, bytes);
    return table;
  }
  if (recorder.fresh_tables.size() < bytes) {
    uptr pages = reinterpret_cast<uptr>(mapPages(kFreshBytes));
    if (!pages)
      return nullptr;
    recorder.fresh_tables = {pages, pages + kFreshBytes};
  }
  u64 *table = reinterpret_cast<u64 *>(recorder.fresh_tables.begin);
  recorder.fresh_tables.begin += bytes;
  return table;
}

static void giveTable(Recorder &recorder, u64 *table, u32 size_class) {
  table[0] = recorder.free_tables[size_class];
  recorder.free_tables[size_class] = reinterpret_cast<uptr>(table);
}
} // namespace address_records

u64 *directory::makeWord(AddressRecords &records, uptr address) {
  if (address >> kUserAddressBits)
    return nullptr;
  u64 **leaves = mapOnce(&records.leaves, kLeaves * sizeof(u64 *));
  u64 *leaf = leaves ? mapOnce(&leaves[address >> kLeafBits], kLeafWords * sizeof(u64)) : nullptr;
  return leaf ? &leaf[(address >> kChunkBits) % kLeafWords] : nullptr;
}

// How long to wait for a thread that has a lock and does not run: long on a
// loaded machine, until one was gone for good (its process forked another thread).
static u32 patience_ms = 500;

bool directory::lockSharedWord(u64 *word, u64 *value) {
  constexpr u32 kSpins = 100, kLooks = 64;
  u64 seen = *value, waited = 0;
  Patience patience;
  for (u32 tries = 0;; tries++) {
    seen &= ~kLock;
    if (__atomic_compare_exchange_n(word, &seen, seen | kLock, true, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
      *value = seen;
      return true;
    }
    if (tries < kSpins) {
      __builtin_ia32_pause();
      continue;
    }
    sched_yield();
    if (tries % kLooks)
      continue;
    waited += patience.look(monotonicMs());
    if (waited > __atomic_load_n(&patience_ms, __ATOMIC_RELAXED))
      break;
  }
  __atomic_store_n(&patience_ms, 1, __ATOMIC_RELAXED);
  return false;
}

__attribute__((noinline)) bool LockedChunk::grow() {
  using namespace address_records;
  if (count_ + 1 >= directory::kMaxCount || size_class_ + 1 == kTableClasses)
    return false;
  u64 *old = table_;
  u32 old_capacity = capacity();
  u64 *bigger = takeTable(recorder_, size_class_ + 1);
  if (!bigger)
    return false;
  table_ = bigger;
  size_class_++;
  for (u32 i = 0; i < old_capacity; i++)
    if (old[i])
      put(old[i]);
  if (old)
    giveTable(recorder_, old, size_class_ - 1);
  return true;
}

void LockedChunk::remove(u64 *record) {
  u32 mask = capacity() - 1, hole = static_cast<u32>(record - table_);
  for (u32 step = 1, at = (hole + 1) & mask; step <= mask && table_[at]; step++, at = (at + 1) & mask)
    if (((at - home(table_[at])) & mask) >= ((at - hole) & mask)) {
      table_[hole] = table_[at];
      hole = at;
    }
  table_[hole] = 0;
  count_--;
}

void readRecords(const AddressRecords &records, uptr address, void (*visit)(u64, void *), void *arg) {
  const u64 *word = directory::wordOf(records, address);
  u32 capacity = word ? directory::capacityOf(directory::classOf(*word)) : 0;
  for (u32 i = 0; i < capacity; i++) {
    u64 record = directory::tableOf(*word)[i];
    if (record && (record & kSlotMask) == slotInChunk(address))
      visit(record, arg);
  }
}

} // namespace refsan
