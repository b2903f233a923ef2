//===- address_records.h - small records by address -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words of 8 bytes filed under addresses that are multiples of 8. A directory
// in two levels has a word for every 512 bytes of address space, which points to
// a small table of the records there, so that records lie as near each other as
// what they are about, and threads meet at a lock only where they share memory.
// The memory is bounded by the addresses ever used: tables grow, are never
// shrunk, and go from thread to thread.
//
// Recording: any thread, under the lock of the chunk. In a signal handler only
// if the thread is not in here already (Recorder::in_references). A lock that
// is not given back in some milliseconds (its thread may be gone: fork) drops
// the record. Reading without the lock: the check only.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_ADDRESS_RECORDS_H
#define REFSAN_RECORD_ADDRESS_RECORDS_H

#include "record/thread_state.h"

namespace refsan {

constexpr u32 kChunkBits = 9;
constexpr u64 kChunkSlots = 1 << (kChunkBits - 3); // multiples of 8 in a chunk
constexpr u64 kSlotMask = kChunkSlots - 1;         // a record's lowest bits: its address in the chunk

inline u64 slotInChunk(uptr address) { return address >> 3 & kSlotMask; }

// Zero-initialised, never destroyed.
struct AddressRecords {
  u64 **leaves = nullptr;
};

// The records of one chunk, for as long as its lock is held. At most one at a
// time a thread.
class LockedChunk {
public:
  // `make`: also where nothing was recorded yet.
  LockedChunk(AddressRecords &records, Recorder &state, uptr address, bool make);
  ~LockedChunk();
  LockedChunk(const LockedChunk &) = delete;

  // False: there is nothing, or it could not be locked. Nothing else may be called then.
  explicit operator bool() const { return word_ != nullptr; }

  // The first record with record & mask == wanted, from `from` on; null: none.
  u64 *find(u64 mask, u64 wanted, const u64 *from = nullptr) const;
  // False: no memory.
  bool add(u64 record);
  void remove(u64 *record);

private:
  void lock();
  bool grow();

  Recorder &state_;
  u64 *word_;
  u64 *table_ = nullptr;
  u32 count_ = 0;
  u32 size_class_ = 0; // 0: no table; else of 2^(size_class + 1) records
};

// Is there a record in the chunk? Cheap, without the lock.
bool anyRecords(const AddressRecords &records, uptr address);

// Calls visit(record, arg) for each of the chunk's records with record & mask
// == wanted, without the lock.
void readRecords(const AddressRecords &records, uptr address, u64 mask, u64 wanted, void (*visit)(u64, void *), void *arg);

} // namespace refsan

#endif // REFSAN_RECORD_ADDRESS_RECORDS_H
