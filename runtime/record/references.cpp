//===- references.cpp - the references being held ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A record of 8 bytes: bits 5..0 where in the chunk, 25..6 the place, 55..26 the
// sequence's lower bits, 63..56 for a slot a few bits of the object's address,
// for retains their number. Place 0 of an object: its unmatched releases.
//
//===----------------------------------------------------------------------===//

#include "record/references.h"

#include "record/address_records.h"
#include "record/places.h"

namespace refsan {

bool retains_in_use, handles_in_use;

namespace references {
constexpr u32 kPlaceShift = 6, kSequenceShift = 26, kCountShift = 56, kSequenceBits = 30;
constexpr u64 kPlaceMask = ((u64(1) << kPlaceBits) - 1) << kPlaceShift;
constexpr u64 kSequenceMask = (u64(1) << kSequenceBits) - 1;
constexpr u64 kMostCount = 255;
constexpr u64 kSequenceRange = 256;

static AddressRecords slots, retained;
static u64 newest_sequence; // given out in ranges to threads

static u64 nextSequence(Recorder &state) {
  if (state.sequence == state.sequence_end) {
    state.sequence = __atomic_fetch_add(&newest_sequence, kSequenceRange, __ATOMIC_RELAXED);
    state.sequence_end = state.sequence + kSequenceRange;
  }
  return ++state.sequence;
}

static u64 record(uptr address, u32 place, u64 sequence, u64 top) {
  return slotInChunk(address) | u64(place) << kPlaceShift | (sequence & kSequenceMask) << kSequenceShift |
         top << kCountShift;
}
static u32 placeIn(u64 record) { return static_cast<u32>((record & kPlaceMask) >> kPlaceShift); }
static u64 countIn(u64 record) { return record >> kCountShift; }
static u64 checkOf(uptr object) { return (object * 0x9e3779b97f4a7c15) >> kCountShift; }

// The whole number whose lower bits a record has: the newest possible one.
static u64 sequenceIn(u64 record) {
  u64 newest = __atomic_load_n(&newest_sequence, __ATOMIC_RELAXED) + kSequenceRange;
  u64 age = (newest - (record >> kSequenceShift)) & kSequenceMask;
  return newest > age ? newest - age : 1;
}

static Taken takenOf(u64 record) {
  RefPlace place = placeNumbered(placeIn(record));
  return {place.line, sequenceIn(record), place.operation};
}

static void useOf(bool *in_use) {
  if (__builtin_expect(!*in_use, 0))
    __atomic_store_n(in_use, true, __ATOMIC_RELAXED);
}
} // namespace references

void setHandle(uptr slot, uptr object, const refsan_site *site) {
  using namespace references;
  Recorder *state = recorder();
  if (!state || isOnStack(*state, slot))
    return;
  if (!object)
    return clearHandle(slot);
  u32 place = findPlace(*state, placeOf(site));
  if (!place)
    return;
  useOf(&handles_in_use);
  LockedChunk chunk(slots, *state, slot, true);
  if (!chunk)
    return;
  u64 wanted = record(slot, place, nextSequence(*state), checkOf(object));
  if (u64 *old = chunk.find(kSlotMask, slotInChunk(slot)))
    *old = wanted;
  else
    chunk.add(wanted);
}

void clearHandle(uptr slot) {
  using namespace references;
  Recorder *state = recorder();
  if (!state || isOnStack(*state, slot))
    return;
  LockedChunk chunk(slots, *state, slot, false);
  if (!chunk)
    return;
  if (u64 *old = chunk.find(kSlotMask, slotInChunk(slot)))
    chunk.remove(old);
}

namespace references {
static u64 takeRecord(Recorder &state, uptr slot) {
  LockedChunk chunk(slots, state, slot, false);
  u64 *found = chunk ? chunk.find(kSlotMask, slotInChunk(slot)) : nullptr;
  u64 taken = found ? *found : 0;
  if (found)
    chunk.remove(found);
  return taken;
}

static void putRecord(Recorder &state, uptr slot, u64 record) {
  LockedChunk chunk(slots, state, slot, true);
  if (!chunk)
    return;
  u64 wanted = (record & ~kSlotMask) | slotInChunk(slot);
  if (u64 *old = chunk.find(kSlotMask, slotInChunk(slot)))
    *old = wanted;
  else
    chunk.add(wanted);
}
} // namespace references

void swapHandles(uptr a, uptr in_a, uptr b, uptr in_b, const refsan_site *site) {
  using namespace references;
  Recorder *state = recorder();
  if (!state)
    return;
  if (isOnStack(*state, b))
    return setHandle(a, in_a, site);
  if (isOnStack(*state, a))
    return setHandle(b, in_b, site);
  u64 of_a = takeRecord(*state, a), of_b = takeRecord(*state, b);
  auto moved = [&](uptr slot, uptr object, u64 record) {
    if (record && object && countIn(record) == checkOf(object))
      putRecord(*state, slot, record);
    else if (object)
      setHandle(slot, object, site);
  };
  moved(a, in_a, of_b);
  moved(b, in_b, of_a);
}

void moveHandles(uptr from, uptr to, usize bytes) {
  using namespace references;
  Recorder *state = recorder();
  if (!state || !handles_in_use)
    return;
  for (uptr at = from, end = from + bytes; at < end;) {
    uptr chunk_end = (at | ((uptr(1) << kChunkBits) - 1)) + 1;
    uptr stop = chunk_end < end ? chunk_end : end;
    u64 moved[kChunkSlots];
    u32 count = 0;
    if (LockedChunk chunk(slots, *state, at, false); chunk) {
      for (u64 *old = nullptr; (old = chunk.find(0, 0, old)) && count < kChunkSlots;) {
        u64 first = slotInChunk(at), last = slotInChunk(stop - 1), place = *old & kSlotMask;
        if (place < first || place > last) {
          old++;
          continue;
        }
        moved[count++] = *old;
        chunk.remove(old);
      }
    }
    for (u32 i = 0; i < count; i++) {
      uptr slot = to + ((at & ~((uptr(1) << kChunkBits) - 1)) + ((moved[i] & kSlotMask) << 3) - from);
      putRecord(*state, slot, moved[i]);
    }
    at = stop;
  }
}

void retain(uptr object, const refsan_site *site) {
  using namespace references;
  Recorder *state = recorder();
  if (!state || !object)
    return;
  RefPlace shown = placeOf(site);
  u32 place = findPlace(*state, shown);
  if (!place)
    return;
  useOf(&retains_in_use);
  state->last_retained = object;
  state->last_retain_line = shown.line;
  LockedChunk chunk(retained, *state, object, true);
  if (!chunk)
    return;
  u64 wanted = record(object, place, nextSequence(*state), 1);
  constexpr u64 kSame = kSlotMask | kPlaceMask;
  u64 *old = chunk.find(kSame, wanted & kSame);
  if (!old)
    chunk.add(wanted);
  else
    *old = wanted + ((countIn(*old) == kMostCount ? kMostCount - 1 : countIn(*old)) << kCountShift);
}

namespace references {
// What is outstanding for one object.
struct Outstanding {
  u64 *only = nullptr;      // a record of retains
  u64 *newest = nullptr;    // at the wanted site
  u64 *unmatched = nullptr; // the record of unmatched releases
  u32 places = 0;
};

static Outstanding outstanding(const LockedChunk &chunk, uptr object, const refsan_site *site) {
  Outstanding found;
  for (u64 *at = nullptr; (at = chunk.find(kSlotMask, slotInChunk(object), at)); at++) {
    u32 place = placeIn(*at);
    if (!place) {
      found.unmatched = at;
      continue;
    }
    found.places++;
    found.only = at;
    if (site && placeNumbered(place).isAbout(site) &&
        (!found.newest || sequenceIn(*at) > sequenceIn(*found.newest)))
      found.newest = at;
  }
  return found;
}

static void endOne(LockedChunk &chunk, u64 *record) {
  u64 count = countIn(*record);
  if (count == 1)
    chunk.remove(record);
  else if (count != kMostCount)
    *record -= u64(1) << kCountShift;
}
} // namespace references

void release(uptr object, const refsan_site *retain_site) {
  using namespace references;
  Recorder *state = thread_locals.recorder;
  if (!state || !retains_in_use)
    return;
  uptr hinted = state->hinted;
  state->hinted = 0;
  if (hinted == object && !(retain_site = state->hinted_retain))
    return; // nothing is kept of the reference that an object is made with
  LockedChunk chunk(retained, *state, object, false);
  if (!chunk)
    return;
  Outstanding found = outstanding(chunk, object, retain_site);
  if (found.newest)
    endOne(chunk, found.newest);
  else if (found.places == 1)
    endOne(chunk, found.only);
  else if (found.places && !found.unmatched)
    chunk.add(record(object, 0, nextSequence(*state), 1));
  else if (found.places && countIn(*found.unmatched) < kMostCount)
    *found.unmatched += u64(1) << kCountShift;
}

void hintRelease(uptr object, const refsan_site *retain_site) {
  if (Recorder *state = thread_locals.recorder) {
    state->hinted = object;
    state->hinted_retain = retain_site;
  }
}

const refsan_site *lastRetain(uptr object) {
  const Recorder *state = thread_locals.recorder;
  return state && state->last_retained == object ? state->last_retain_line : nullptr;
}

void forgetRetains(uptr object) {
  using namespace references;
  Recorder *state = thread_locals.recorder;
  if (!state || !anyRecords(retained, object))
    return;
  LockedChunk chunk(retained, *state, object, false);
  if (!chunk)
    return;
  for (u64 *at = nullptr; (at = chunk.find(kSlotMask, slotInChunk(object), at));)
    chunk.remove(at);
}

bool takenBySlot(uptr slot, uptr object, Taken *out) {
  using namespace references;
  u64 found = 0;
  readRecords(
      slots, slot, kSlotMask, slotInChunk(slot), [](u64 record, void *arg) { *static_cast<u64 *>(arg) = record; },
      &found);
  if (!found || countIn(found) != checkOf(object))
    return false;
  *out = takenOf(found);
  return true;
}

namespace references {
struct RetainList {
  Taken *out;
  usize max;
  usize size;
  usize unmatched;
};

// Sorted by sequence; when full, the oldest goes.
static void insertRetain(RetainList &list, const Taken &taken) {
  usize at = list.size;
  if (list.size == list.max) {
    if (!list.max || taken.sequence <= list.out[0].sequence)
      return;
    for (at = 0; at + 1 < list.size && list.out[at + 1].sequence <= taken.sequence; at++)
      list.out[at] = list.out[at + 1];
  } else {
    for (list.size++; at > 0 && list.out[at - 1].sequence > taken.sequence; at--)
      list.out[at] = list.out[at - 1];
  }
  list.out[at] = taken;
}
} // namespace references

usize outstandingRetains(uptr object, Taken *out, usize max, usize *unmatched) {
  using namespace references;
  RetainList list = {out, max, 0, 0};
  readRecords(
      retained, object, kSlotMask, slotInChunk(object),
      [](u64 record, void *arg) {
        auto &list = *static_cast<RetainList *>(arg);
        if (!placeIn(record))
          list.unmatched = countIn(record);
        for (u64 i = 0; placeIn(record) && i < countIn(record); i++)
          insertRetain(list, takenOf(record));
      },
      &list);
  *unmatched = list.unmatched;
  return list.size;
}

} // namespace refsan
