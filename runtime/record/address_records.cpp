//===- address_records.cpp - small records by address -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A directory word: bits 46..0 the table, 57..47 how many records it has,
// 62..58 its size class, 63 the lock.
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"

#include "platform/memory.h"
#include "record/blocks.h"

#include <sched.h>
#include <sys/single_threaded.h>

namespace refsan {

namespace address_records {
constexpr u64 kLock = u64(1) << 63;
constexpr u32 kCountShift = 47, kClassShift = 58;
constexpr u64 kTableMask = (u64(1) << kCountShift) - 1;
constexpr u32 kMaxCount = (1 << (kClassShift - kCountShift)) - 1;
constexpr u32 kLeafBits = 30; // of addresses: a leaf covers 1 GiB
constexpr usize kLeafWords = usize(1) << (kLeafBits - kChunkBits);
constexpr usize kLeaves = usize(1) << (kUserAddressBits - kLeafBits);
constexpr usize kFreshBytes = 64 << 10;

static u64 *tableOf(u64 word) { return reinterpret_cast<u64 *>(word & kTableMask); }
static u32 countOf(u64 word) { return static_cast<u32>(word >> kCountShift) & kMaxCount; }
static u32 classOf(u64 word) { return static_cast<u32>(word >> kClassShift) & 31; }
static u32 capacityOf(u32 size_class) { return size_class ? 2u << size_class : 0; }

static u64 *wordOf(const AddressRecords &records, uptr address) {
  u64 **leaves = __atomic_load_n(&records.leaves, __ATOMIC_ACQUIRE);
  if (!leaves || address >> kUserAddressBits)
    return nullptr;
  u64 *leaf = __atomic_load_n(&leaves[address >> kLeafBits], __ATOMIC_ACQUIRE);
  return leaf ? &leaf[(address >> kChunkBits) % kLeafWords] : nullptr;
}

// Maps what is not there yet, once, whoever is first.
template <typename T> static T *mapOnce(T **where, usize bytes) {
  T *have = __atomic_load_n(where, __ATOMIC_ACQUIRE);
  if (have)
    return have;
  auto *made = static_cast<T *>(mapPages(bytes));
  if (!made || __atomic_compare_exchange_n(where, &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  unmapPages(made, bytes);
  return have;
}

static u64 *makeWord(AddressRecords &records, uptr address) {
  if (address >> kUserAddressBits)
    return nullptr;
  u64 **leaves = mapOnce(&records.leaves, kLeaves * sizeof(u64 *));
  u64 *leaf = leaves ? mapOnce(&leaves[address >> kLeafBits], kLeafWords * sizeof(u64)) : nullptr;
  return leaf ? &leaf[(address >> kChunkBits) % kLeafWords] : nullptr;
}

static u64 *takeTable(Recorder &state, u32 size_class) {
  if (u64 *table = reinterpret_cast<u64 *>(state.free_tables[size_class])) {
    state.free_tables[size_class] = table[0];
    return table;
  }
  usize bytes = capacityOf(size_class) * sizeof(u64);
  if (state.fresh_tables.size() < bytes) {
    uptr pages = reinterpret_cast<uptr>(mapPages(kFreshBytes));
    if (!pages)
      return nullptr;
    state.fresh_tables = {pages, pages + kFreshBytes};
  }
  u64 *table = reinterpret_cast<u64 *>(state.fresh_tables.begin);
  state.fresh_tables.begin += bytes;
  return table;
}

static void giveTable(Recorder &state, u64 *table, u32 size_class) {
  table[0] = state.free_tables[size_class];
  state.free_tables[size_class] = reinterpret_cast<uptr>(table);
}
} // namespace address_records

LockedChunk::LockedChunk(AddressRecords &records, Recorder &state, uptr address, bool make)
    : state_(state), word_(nullptr) {
  if (state.in_references)
    return;
  state.in_references = true;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  word_ = address_records::wordOf(records, address);
  if (!word_ && make)
    word_ = address_records::makeWord(records, address);
  if (word_ && (make || address_records::countOf(__atomic_load_n(word_, __ATOMIC_RELAXED))))
    lock();
  else
    word_ = nullptr;
  if (!word_)
    state.in_references = false;
}

void LockedChunk::lock() {
  using namespace address_records;
  u64 word = __atomic_load_n(word_, __ATOMIC_RELAXED);
  if (!__libc_single_threaded) {
    for (u32 tries = 0;; tries++) {
      word &= ~kLock;
      if (__atomic_compare_exchange_n(word_, &word, word | kLock, true, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        break;
      if (tries == 2000) {
        word_ = nullptr;
        return;
      }
      if (tries > 100)
        sched_yield();
      else
        __builtin_ia32_pause();
    }
  }
  table_ = tableOf(word);
  count_ = countOf(word);
  size_class_ = classOf(word);
}

LockedChunk::~LockedChunk() {
  using namespace address_records;
  if (!word_)
    return;
  u64 word = reinterpret_cast<u64>(table_) | u64(count_) << kCountShift | u64(size_class_) << kClassShift;
  __atomic_store_n(word_, word, __ATOMIC_RELEASE);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  state_.in_references = false;
}

u64 *LockedChunk::find(u64 mask, u64 wanted, const u64 *from) const {
  for (u64 *record = from ? const_cast<u64 *>(from) : table_, *end = table_ + count_; record < end; record++)
    if ((*record & mask) == wanted)
      return record;
  return nullptr;
}

bool LockedChunk::grow() {
  using namespace address_records;
  if (count_ == kMaxCount || size_class_ + 1 == kTableClasses)
    return false;
  u64 *bigger = takeTable(state_, size_class_ + 1);
  if (!bigger)
    return false;
  for (u32 i = 0; i < count_; i++)
    bigger[i] = table_[i];
  if (table_)
    giveTable(state_, table_, size_class_);
  table_ = bigger;
  size_class_++;
  return true;
}

bool LockedChunk::add(u64 record) {
  if (count_ == address_records::capacityOf(size_class_) && !grow())
    return false;
  table_[count_++] = record;
  return true;
}

void LockedChunk::remove(u64 *record) { *record = table_[--count_]; }

bool anyRecords(const AddressRecords &records, uptr address) {
  const u64 *word = address_records::wordOf(records, address);
  return word && address_records::countOf(__atomic_load_n(word, __ATOMIC_RELAXED));
}

void readRecords(const AddressRecords &records, uptr address, u64 mask, u64 wanted, void (*visit)(u64, void *),
                 void *arg) {
  using namespace address_records;
  const u64 *word = wordOf(records, address);
  if (!word || !tableOf(*word))
    return;
  const u64 *table = tableOf(*word);
  for (u32 i = 0, count = countOf(*word); i < count; i++)
    if ((table[i] & mask) == wanted)
      visit(table[i], arg);
}

} // namespace refsan
