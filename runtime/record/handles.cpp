//===- handles.cpp - who took the handles in the heap -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A word of 4 bytes for each 16 bytes of a chunk, that is for one handle of 16
// bytes or two of 8:
//   bits 19..0    the place
//   bits 21, 20   it is that of the handle in the upper, the lower half
//   bits 23, 22   the half's handle was taken at another place: see below
//   bits 31..28, 27..24  a few bits of the address of the half's object
// Two handles in one word are mostly taken at one place (the elements of a
// vector). Where not, the later one has a record in address_records.h:
//   bits 5..0 where in the chunk, 25..6 the place
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"
#include "record/chunk_tables.h"
#include "record/places.h"
#include "record/references.h"

#include <sys/single_threaded.h>

namespace refsan {

bool handles_in_use;

namespace handles {
static ChunkTables tables;
static AddressRecords records;

constexpr u32 kPlaceMask = (1 << kPlaceBits) - 1, kCheckBits = 4;
constexpr uptr kHalves[] = {0, 8};

// What a word says of one half.
struct Half {
  u32 here;      // its place is the word's
  u32 elsewhere; // it has a record
  u32 check;     // bits of its object's address
  u32 shift;     // of those
  u32 all() const { return here | elsewhere | check; }
};
static Half halfAt(uptr slot) {
  u32 upper = slot >> 3 & 1, shift = 24 + upper * kCheckBits;
  return {1u << 20 << upper, 1u << 22 << upper, ((1u << kCheckBits) - 1) << shift, shift};
}
static u32 checkOf(uptr object, Half half) {
  return static_cast<u32>((object * 0x9e3779b97f4a7c15) >> (64 - kCheckBits)) << half.shift;
}

static u32 *find(uptr slot) {
  u32 *table = static_cast<u32 *>(tables.find(slot));
  return table ? &table[slot % kChunkBytes / 16] : nullptr;
}
static u32 *make(Recorder &recorder, uptr slot) {
  u32 *table = static_cast<u32 *>(tables.make(recorder, slot));
  return table ? &table[slot % kChunkBytes / 16] : nullptr;
}

// Two threads may be at the two halves of a word. `changed` gives the new one.
template <typename F> static inline void update(u32 *word, F changed) {
  u32 old = __atomic_load_n(word, __ATOMIC_RELAXED);
  if (__builtin_expect(__libc_single_threaded, 1)) {
    *word = changed(old);
    return;
  }
  while (!__atomic_compare_exchange_n(word, &old, changed(old), true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
}

constexpr u32 kRecordPlace = 6;
__attribute__((noinline)) static void putElsewhere(Recorder &recorder, uptr slot, u32 place) {
  LockedChunk chunk(records, recorder, slot, true);
  if (!chunk)
    return;
  u64 wanted = slotInChunk(slot) | u64(place) << kRecordPlace;
  if (u64 *old = chunk.find(kSlotMask, slotInChunk(slot)))
    *old = wanted;
  else
    chunk.add(wanted);
}
__attribute__((noinline)) static void removeElsewhere(Recorder &recorder, uptr slot) {
  LockedChunk chunk(records, recorder, slot, false);
  if (u64 *old = chunk ? chunk.find(kSlotMask, slotInChunk(slot)) : nullptr)
    chunk.remove(old);
}

// Without the chunk's lock: other threads leave this slot alone, or are stopped.
static u32 recordedPlace(uptr slot) {
  u32 place = 0;
  auto take = [](u64 record, void *place) { *static_cast<u32 *>(place) = static_cast<u32>(record >> kRecordPlace); };
  readRecords(records, slot, take, &place);
  return place;
}

static inline void put(Recorder &recorder, uptr slot, uptr object, u32 place) {
  u32 *word = find(slot);
  if (__builtin_expect(!word, 0) && !(word = make(recorder, slot)))
    return;
  Half mine = halfAt(slot), other = halfAt(slot ^ 8);
  u32 check = checkOf(object, mine);
  bool conflict = false;
  update(word, [&](u32 old) {
    conflict = old & other.here && (old & kPlaceMask) != place;
    return conflict ? (old & ~mine.all()) | mine.elsewhere | check : place | mine.here | check | (old & other.all());
  });
  if (__builtin_expect(conflict, 0))
    putElsewhere(recorder, slot, place);
}

// The place of the handle in `slot` if what is known is about `object`, or 0.
static u32 placeAt(uptr slot, uptr object) {
  const u32 *at = find(slot);
  Half half = halfAt(slot);
  u32 word = at ? __atomic_load_n(at, __ATOMIC_RELAXED) : 0;
  if (!(word & (half.here | half.elsewhere)) || (word & half.check) != checkOf(object, half))
    return 0;
  if (word & half.here)
    return word & kPlaceMask;
  return recordedPlace(slot);
}
} // namespace handles

void setHandle(uptr slot, uptr object, const refsan_site *site) {
  Recorder *mine = recorder();
  if (__builtin_expect(!mine, 0) || isOnStack(*mine, slot))
    return;
  if (!object)
    return clearHandle(slot);
  u32 place = findPlace(*mine, placeOf(site));
  if (__builtin_expect(!place, 0))
    return;
  if (__builtin_expect(!__atomic_load_n(&handles_in_use, __ATOMIC_RELAXED), 0))
    __atomic_store_n(&handles_in_use, true, __ATOMIC_RELAXED);
  handles::put(*mine, slot, object, place);
}

void clearHandle(uptr slot) {
  u32 *word = handles::find(slot);
  handles::Half half = handles::halfAt(slot);
  u32 known = word ? __atomic_load_n(word, __ATOMIC_RELAXED) & half.all() : 0;
  if (!known)
    return;
  handles::update(word, [=](u32 old) { return old & ~half.all(); });
  if (__builtin_expect(known & half.elsewhere, 0))
    if (Recorder *mine = recorder())
      handles::removeElsewhere(*mine, slot);
}

void hintSlot(uptr object, uptr slot) {
  Recorder *mine = recorder();
  if (!mine || !object || isOnStack(*mine, slot))
    return;
  if (u32 place = handles::placeAt(slot, object)) {
    hintRelease(object, placeNumbered(place).line);
    clearHandle(slot);
  }
}

void swapHandles(uptr a, uptr in_a, uptr b, uptr in_b, const refsan_site *site) {
  Recorder *mine = recorder();
  if (!mine)
    return;
  // A handle that comes from the stack is taken here, one that goes there is forgotten.
  bool a_in_heap = !isOnStack(*mine, a), b_in_heap = !isOnStack(*mine, b);
  u32 of_a = b_in_heap && in_a ? handles::placeAt(b, in_a) : 0;
  u32 of_b = a_in_heap && in_b ? handles::placeAt(a, in_b) : 0;
  auto moved = [&](uptr slot, uptr object, u32 place) {
    if (place)
      handles::put(*mine, slot, object, place);
    else
      setHandle(slot, object, site);
  };
  if (a_in_heap)
    moved(a, in_a, of_a);
  if (b_in_heap)
    moved(b, in_b, of_b);
}

namespace handles {
// A word of the memory at `from`, and its halves' records.
static void moveWord(Recorder &recorder, u32 *word, uptr from, uptr to) {
  u32 value = __atomic_load_n(word, __ATOMIC_RELAXED);
  u32 *moved = value ? make(recorder, to) : nullptr;
  if (!moved)
    return;
  for (uptr offset : kHalves) {
    if (!(value & halfAt(from + offset).elsewhere))
      continue;
    u32 place = recordedPlace(from + offset);
    removeElsewhere(recorder, from + offset);
    if (place)
      putElsewhere(recorder, to + offset, place);
  }
  __atomic_store_n(moved, value, __ATOMIC_RELAXED);
  __atomic_store_n(word, 0, __ATOMIC_RELAXED);
}
} // namespace handles

void moveHandles(uptr from, uptr to, usize bytes) {
  Recorder *mine = recorder();
  if (!mine || !__atomic_load_n(&handles_in_use, __ATOMIC_RELAXED))
    return;
  // Blocks start at multiples of 16, and so do the words.
  for (uptr at = from, end = from + bytes; at < end;) {
    uptr chunk_end = (at & ~(kChunkBytes - 1)) + kChunkBytes, stop = chunk_end < end ? chunk_end : end;
    u32 *words = static_cast<u32 *>(handles::tables.find(at));
    for (uptr slot = at; words && slot < stop; slot += 16)
      handles::moveWord(*mine, &words[slot % kChunkBytes / 16], slot, to + (slot - from));
    at = stop;
  }
}

bool takenBySlot(uptr slot, uptr object, Taken *out) {
  u32 place = handles::placeAt(slot, object);
  if (!place)
    return false;
  RefPlace known = placeNumbered(place);
  *out = {known.line, known.sequence, known.operation};
  // Where the reference was counted there as well, that tells more exactly when.
  Taken taken[8];
  usize unmatched;
  for (usize i = outstandingRetains(object, taken, 8, &unmatched); i-- > 0;)
    if (taken[i].site == out->site && taken[i].operation == out->operation) {
      out->sequence = taken[i].sequence;
      break;
    }
  return true;
}

} // namespace refsan
