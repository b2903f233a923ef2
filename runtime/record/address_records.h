//===- address_records.h - small records by address -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words of 8 bytes filed under addresses that are multiples of 8. A directory
// in two levels has a word for every 512 bytes of address space, which points to
// a small hash table of the records there, so that records lie as near each other
// as what they are about, and threads meet at a lock only where they share
// memory. The memory is bounded by the records there were at once in a chunk:
// tables grow, are never shrunk, and go from thread to thread.
//
// Recording: any thread, under the lock of the chunk. In a signal handler only
// if the thread is not in here already (Recorder::in_references). A lock that
// is not given back in half a second (its thread may be gone: fork) drops
// the record. Reading without the lock: the check only.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_ADDRESS_RECORDS_H
#define REFSAN_RECORD_ADDRESS_RECORDS_H

#include "record/blocks.h"
#include "record/chunks.h"
#include "record/thread_state.h"

#include <sys/single_threaded.h>

namespace refsan {

constexpr u64 kChunkSlots = 1 << (kChunkBits - 3); // multiples of 8 in a chunk
constexpr u64 kSlotMask = kChunkSlots - 1;         // a record's lowest bits: its address in the chunk

inline u64 slotInChunk(uptr address) { return address >> 3 & kSlotMask; }

// Zero-initialised, never destroyed.
struct AddressRecords {
  u64 **leaves = nullptr;
};

// A word of the directory: bits 46..0 the table, 57..47 how many records it has,
// 62..58 its size class, 63 the lock.
namespace directory {
constexpr u64 kLock = u64(1) << 63;
constexpr u32 kCountShift = 47, kClassShift = 58;
constexpr u32 kMaxCount = (1 << (kClassShift - kCountShift)) - 1;
constexpr u32 kLeafBits = 30; // of addresses: a leaf covers 1 GiB
constexpr usize kLeafWords = usize(1) << (kLeafBits - kChunkBits);
constexpr usize kLeaves = usize(1) << (kUserAddressBits - kLeafBits);

inline u64 *tableOf(u64 word) { return reinterpret_cast<u64 *>(word & ((u64(1) << kCountShift) - 1)); }
inline u32 countOf(u64 word) { return static_cast<u32>(word >> kCountShift) & kMaxCount; }
inline u32 classOf(u64 word) { return static_cast<u32>(word >> kClassShift) & 31; }
inline u32 capacityOf(u32 size_class) { return size_class ? 2u << size_class : 0; }

// Null: nothing was ever recorded near there.
inline u64 *wordOf(const AddressRecords &records, uptr address) {
  u64 **leaves = __atomic_load_n(&records.leaves, __ATOMIC_ACQUIRE);
  if (__builtin_expect(!leaves || address >> kUserAddressBits, 0))
    return nullptr;
  u64 *leaf = __atomic_load_n(&leaves[address >> kLeafBits], __ATOMIC_ACQUIRE);
  return __builtin_expect(leaf != nullptr, 1) ? &leaf[(address >> kChunkBits) % kLeafWords] : nullptr;
}
u64 *makeWord(AddressRecords &records, uptr address);
// Takes the lock and gives the word without it; false: not in time.
bool lockSharedWord(u64 *word, u64 *value);
} // namespace directory

// The records of one chunk, for as long as its lock is held. At most one at a
// time a thread.
class LockedChunk {
public:
  // `make`: also where nothing was recorded yet.
  inline LockedChunk(AddressRecords &records, Recorder &recorder, uptr address, bool make);
  inline ~LockedChunk();
  LockedChunk(const LockedChunk &) = delete;

  // False: there is nothing, or it could not be locked. Nothing else may be called then.
  explicit operator bool() const { return word_ != nullptr; }

  // The record of `slot` with record & mask == wanted; null: none. The mask has
  // the bits of the slot.
  inline u64 *find(u64 mask, u64 wanted) const;
  // Calls f(u64 *record) for each record of `slot`; nothing may be added or removed.
  template <typename F> void forEach(u64 slot, F f) const;
  // Whatever else is recorded of its slot. False: no memory.
  inline bool add(u64 record);
  void remove(u64 *record);

private:
  u32 home(u64 record) const { return static_cast<u32>((record & kSlotMask) * capacity() / kChunkSlots); }
  u32 capacity() const { return directory::capacityOf(size_class_); }
  // A full table of one record a slot finds each at its own place.
  u32 limit() const { return capacity() == kChunkSlots ? capacity() : capacity() - capacity() / 8; }
  inline void put(u64 record);
  bool grow();

  Recorder &recorder_;
  u64 *word_;
  u64 *table_ = nullptr;
  u32 count_ = 0;
  u32 size_class_ = 0;
};

inline __attribute__((always_inline)) LockedChunk::LockedChunk(AddressRecords &records, Recorder &recorder,
                                                               uptr address, bool make)
    : recorder_(recorder), word_(nullptr) {
  if (__builtin_expect(recorder.in_references, 0))
    return;
  recorder.in_references = true;
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  u64 *word = directory::wordOf(records, address);
  if (__builtin_expect(!word && make, 0))
    word = directory::makeWord(records, address);
  u64 value = word ? __atomic_load_n(word, __ATOMIC_RELAXED) : 0;
  bool have = word && (make || directory::countOf(value));
  if (have && __builtin_expect(!__libc_single_threaded, 0))
    have = directory::lockSharedWord(word, &value);
  if (!have) {
    recorder.in_references = false;
    return;
  }
  word_ = word;
  table_ = directory::tableOf(value);
  count_ = directory::countOf(value);
  size_class_ = directory::classOf(value);
}

inline __attribute__((always_inline)) LockedChunk::~LockedChunk() {
  if (!word_)
    return;
  u64 word = reinterpret_cast<u64>(table_) | u64(count_) << directory::kCountShift |
             u64(size_class_) << directory::kClassShift;
  __atomic_store_n(word_, word, __ATOMIC_RELEASE);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  recorder_.in_references = false;
}

template <typename F> void LockedChunk::forEach(u64 slot, F f) const {
  u32 end = capacity();
  for (u32 step = 0, at = size_class_ ? home(slot) : 0; step < end && table_[at]; step++, at = (at + 1) & (end - 1))
    if ((table_[at] & kSlotMask) == slot)
      f(&table_[at]);
}

inline __attribute__((always_inline)) u64 *LockedChunk::find(u64 mask, u64 wanted) const {
  u32 end = capacity();
  for (u32 step = 0, at = size_class_ ? home(wanted) : 0; step < end && table_[at]; step++, at = (at + 1) & (end - 1))
    if ((table_[at] & mask) == wanted)
      return &table_[at];
  return nullptr;
}

inline __attribute__((always_inline)) void LockedChunk::put(u64 record) {
  u32 at = home(record);
  while (table_[at])
    at = (at + 1) & (capacity() - 1);
  table_[at] = record;
}

inline __attribute__((always_inline)) bool LockedChunk::add(u64 record) {
  if (__builtin_expect(count_ >= limit(), 0) && !grow())
    return false;
  put(record);
  count_++;
  return true;
}

// Calls visit(record, arg) for each record about `address`, without the lock.
void readRecords(const AddressRecords &records, uptr address, void (*visit)(u64, void *), void *arg);

} // namespace refsan

#endif // REFSAN_RECORD_ADDRESS_RECORDS_H
