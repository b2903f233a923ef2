//===- handles.cpp - who took the handles in the heap -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A word of 4 bytes for each 16 bytes of a chunk, that is for one handle of 16
// bytes or two of 8:
//   bits 19..0             the place
//   bits 25..20, 31..26    the lower, the upper half's handle: 0 no handle; with
//                          the highest bit it was taken at the word's place, else
//                          at another one; the rest is a hash of its object
// Two handles in one word are mostly taken at one place (the elements of a
// vector). Where not, the later one has a record in address_records.h:
//   bits 5..0 where in the chunk, 25..6 the place
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"
#include "record/places.h"
#include "record/reference_words.h"
#include "record/references.h"

#include <sys/single_threaded.h>

namespace refsan {

bool handles_in_use;

namespace handles {
static AddressRecords records;

constexpr u32 kPlaceMask = (1 << kPlaceBits) - 1, kHalfBits = 6, kHalfMask = (1 << kHalfBits) - 1;
constexpr u32 kHere = 1 << (kHalfBits - 1); // of a half: taken at the word's place
constexpr u32 kAnyHere = (kHere | kHere << kHalfBits) << kPlaceBits;
constexpr usize kWordBytes = usize(1) << ReferenceWords::kHandleBits;

// Where the half of the word is that `slot` has.
static inline u32 shiftOf(uptr slot) { return kPlaceBits + static_cast<u32>(slot >> 3 & 1) * kHalfBits; }
// Never 0.
static inline u32 hashOf(uptr object) { return (static_cast<u32>(object) * 0x9e3779b1) >> 27 | 1; }

static inline u32 *find(uptr slot) {
  ReferenceWords *words = referenceWords(slot);
  return words ? words->handleAt(slot) : nullptr;
}
static u32 *make(uptr slot) {
  ReferenceWords *words = makeReferenceWords(slot);
  return words ? words->handleAt(slot) : nullptr;
}

// Two threads may be at the two halves of a word. (If both fill it for the first
// time at once, one of the two records is lost.) False: one was there meanwhile; `old`
// is what it left.
static inline bool replace(u32 *word, u32 &old, u32 made) {
  if (__builtin_expect(__libc_single_threaded, 1)) {
    *word = made;
    return true;
  }
  return __atomic_compare_exchange_n(word, &old, made, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
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

// False: nothing done, there is another place in the word, or another thread.
static inline bool putQuickly(u32 *word, uptr slot, uptr object, u32 place) {
  u32 shift = shiftOf(slot), half = (hashOf(object) | kHere) << shift, old = __atomic_load_n(word, __ATOMIC_RELAXED);
  u32 others = old & ~(kHalfMask << shift);
  if (!(others >> kPlaceBits)) { // no neighbour, so no other thread but at the very same time
    __atomic_store_n(word, place | half, __ATOMIC_RELAXED);
    return true;
  }
  if (__builtin_expect(others & kAnyHere && (others ^ place) & kPlaceMask, 0))
    return false;
  return replace(word, old, place | half | (others & ~kPlaceMask));
}

static void put(Recorder &recorder, u32 *word, uptr slot, u32 hash, u32 place) {
  u32 shift = shiftOf(slot), old = __atomic_load_n(word, __ATOMIC_RELAXED);
  for (;;) {
    u32 others = old & ~(kHalfMask << shift);
    bool conflict = others & kAnyHere && (others ^ place) & kPlaceMask;
    u32 made = conflict ? others | hash << shift : (others & ~kPlaceMask) | place | (hash | kHere) << shift;
    if (!replace(word, old, made))
      continue;
    if (conflict)
      putElsewhere(recorder, slot, place);
    return;
  }
}

// The place of the handle in `slot`, whose word is `at`, if what is known is about `object`, or 0.
static inline u32 placeIn(const u32 *at, uptr slot, uptr object) {
  u32 word = at ? __atomic_load_n(at, __ATOMIC_RELAXED) : 0, half = word >> shiftOf(slot) & kHalfMask;
  if (__builtin_expect((half | kHere) != (hashOf(object) | kHere), 0))
    return 0;
  return __builtin_expect(half & kHere, kHere) ? word & kPlaceMask : recordedPlace(slot);
}
static u32 placeAt(uptr slot, uptr object) { return placeIn(find(slot), slot, object); }

__attribute__((noinline)) static void clearSlowly(u32 *word, uptr slot) {
  u32 half = kHalfMask << shiftOf(slot), old = __atomic_load_n(word, __ATOMIC_RELAXED);
  while (!replace(word, old, old & ~half)) {
  }
  Recorder *mine = thread_locals.recorder;
  if (mine && old & half && !(old & half & kAnyHere))
    removeElsewhere(*mine, slot);
}

static inline void clear(u32 *word, uptr slot) {
  u32 half = kHalfMask << shiftOf(slot), old = __atomic_load_n(word, __ATOMIC_RELAXED);
  if (__builtin_expect(old & half && (!(old & half & kAnyHere) || !replace(word, old, old & ~half)), 0))
    clearSlowly(word, slot);
}

// What is rare: a first handle in a chunk or at a place, and slots on the stack.
// `place` 0: at the thread's line.
__attribute__((noinline)) static void setSlowly(uptr slot, uptr object, const refsan_site *site, u32 place) {
  Recorder *mine = recorder();
  if (!mine || no_places || isOnStack(*mine, slot))
    return;
  if (!place)
    place = findPlace(*mine, site);
  u32 *word = place ? make(slot) : nullptr;
  if (!word)
    return;
  __atomic_store_n(&handles_in_use, true, __ATOMIC_RELAXED);
  put(*mine, word, slot, hashOf(object), place);
}

// `mine` is there, and the slot is not on its stack.
static inline __attribute__((always_inline)) void setInHeap(Recorder &mine, uptr slot, uptr object,
                                                            const refsan_site *site, u32 place) {
  if (!place) // what was just retained is filed there
    place = site == mine.way_line ? mine.way_place : knownPlace(mine, site);
  u32 *word = find(slot);
  if (__builtin_expect(!word || !place || !putQuickly(word, slot, object, place), 0))
    setSlowly(slot, object, site, place);
}

static inline __attribute__((always_inline)) void set(uptr slot, uptr object, const refsan_site *site, u32 place) {
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return setSlowly(slot, object, site, place);
  if (!isOnStack(*mine, slot) && !mine->in_move)
    setInHeap(*mine, slot, object, site, place);
}
} // namespace handles

void setHandle(uptr slot, uptr object, const refsan_site *site) {
  if (__builtin_expect(!object || !site, 0))
    return clearHandle(slot);
  handles::set(slot, object, site, 0);
}

namespace handles {
static inline bool isInMove() { return thread_locals.recorder && thread_locals.recorder->in_move; }
} // namespace handles

void clearHandle(uptr slot) {
  u32 *word = handles::find(slot);
  if (word && *word && !handles::isInMove())
    handles::clear(word, slot);
}

namespace handles {
static inline __attribute__((always_inline)) void rest(Recorder &mine, uptr slot, uptr object, const refsan_site *taken) {
  __refsan_thread.taken = nullptr;
  setInHeap(mine, slot, object, taken, 0);
}
__attribute__((noinline)) static void restWithin(uptr at, usize bytes) {
  uptr object = ~__refsan_thread.moving;
  for (uptr slot = at; slot + sizeof(uptr) <= at + bytes; slot += sizeof(uptr))
    if (*reinterpret_cast<const uptr *>(slot) == object)
      return rest(*thread_locals.recorder, slot, object, __refsan_thread.taken);
}
} // namespace handles

void restHandle(uptr at, usize bytes) {
  const refsan_site *taken = __refsan_thread.taken;
  Recorder *mine = thread_locals.recorder;
  if (!mine || !taken || isOnStack(*mine, at))
    return;
  if (bytes > sizeof(uptr))
    return handles::restWithin(at, bytes);
  if (uptr object = ~__refsan_thread.moving; *reinterpret_cast<const uptr *>(at) == object)
    handles::rest(*mine, at, object, taken);
}

__attribute__((noinline)) static void releaseSlowly(Recorder &mine, uptr object, uptr slot) {
  if (*reinterpret_cast<const uptr *>(object) == 1) { // nothing is left to explain
    mine.hinted = 0;
    return;
  }
  u32 *word = handles::find(slot);
  if (u32 place = word ? handles::placeIn(word, slot, object) : 0) {
    hintRelease(object, placeNumbered(place).line);
    handles::clear(word, slot);
  }
  release(object, nullptr, Unknown::Made);
}

void releaseHandle(uptr object, uptr slot) {
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine || !object, 0))
    return;
  if (mine->hinted == object && isOnStack(*mine, slot))
    return release(object, nullptr, Unknown::Made);
  u32 *word = handles::find(slot);
  u32 known = word ? __atomic_load_n(word, __ATOMIC_RELAXED) : 0;
  bool here = (known >> handles::shiftOf(slot) & handles::kHalfMask) == (handles::hashOf(object) | handles::kHere);
  if (!here || !releaseOfPlace(object, known & handles::kPlaceMask))
    return releaseSlowly(*mine, object, slot);
  mine->hinted = 0;
  handles::clear(word, slot);
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

namespace handles {
// Into a local variable: its way may go on from there.
static inline void leaveHeap(Recorder &mine, uptr object, u32 place) {
  mine.left_heap = object;
  mine.left_place = place;
}
static inline u32 placeOfLocal(const Recorder &mine, uptr object) { return mine.left_heap == object ? mine.left_place : 0; }

// Of a handle that comes from the stack, or of which nothing is known: it is taken here.
__attribute__((noinline)) static void moveSlowly(uptr from, uptr to, uptr object, const refsan_site *site) {
  Recorder *mine = recorder();
  if (!mine)
    return;
  u32 *word = find(from), place = placeIn(word, from, object);
  if (place)
    clear(word, from);
  else if (isOnStack(*mine, from))
    place = placeOfLocal(*mine, object);
  if (!isOnStack(*mine, to))
    setInHeap(*mine, to, object, site, place);
  else if (place)
    leaveHeap(*mine, object, place);
}

static inline __attribute__((always_inline)) void move(uptr from, uptr to, uptr object, const refsan_site *site) {
  u32 *source = find(from), *target = find(to);
  if (__builtin_expect(!source || !target, 0))
    return moveSlowly(from, to, object, site);
  u32 word = __atomic_load_n(source, __ATOMIC_RELAXED);
  u32 half = word >> shiftOf(from) & kHalfMask;
  if (__builtin_expect(half != (hashOf(object) | kHere) || !putQuickly(target, to, object, word & kPlaceMask), 0))
    moveSlowly(from, to, object, site);
}

__attribute__((noinline)) static void exchange(uptr a, uptr in_a, uptr b, uptr in_b, const refsan_site *site) {
  u32 of_a = placeAt(b, in_a), of_b = placeAt(a, in_b);
  set(a, in_a, site, of_a);
  set(b, in_b, site, of_b);
}
} // namespace handles

void exchangeHandle(uptr slot, uptr now, uptr before, const refsan_site *site) {
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0) || isOnStack(*mine, slot) || mine->in_move)
    return;
  u32 place = now ? handles::placeOfLocal(*mine, now) : 0;
  if (before)
    if (u32 left = handles::placeAt(slot, before))
      handles::leaveHeap(*mine, before, left);
  if (now)
    handles::setInHeap(*mine, slot, now, site, place);
  else
    clearHandle(slot);
}

void beginMove() {
  if (Recorder *mine = recorder())
    mine->in_move = true;
}
void endMove() {
  if (Recorder *mine = recorder())
    mine->in_move = false;
}

void swapHandles(uptr a, uptr in_a, uptr b, uptr in_b, const refsan_site *site) {
  if (handles::isInMove())
    return;
  if (__builtin_expect(in_a && in_b, 0))
    handles::exchange(a, in_a, b, in_b, site);
  else if (in_a)
    handles::move(b, a, in_a, site);
  else if (in_b)
    handles::move(a, b, in_b, site);
}

namespace handles {
// One slot's record. The slots around it stay what they are.
__attribute__((noinline)) static void moveSlot(Recorder &recorder, uptr from, uptr to) {
  u32 *source = find(from), word = source ? __atomic_load_n(source, __ATOMIC_RELAXED) : 0;
  u32 half = word >> shiftOf(from) & kHalfMask, place = half & kHere ? word & kPlaceMask : half ? recordedPlace(from) : 0;
  u32 *target = place ? make(to) : nullptr;
  if (half)
    clear(source, from);
  if (target)
    put(recorder, target, to, half & ~kHere, place);
}

// All that is recorded in it was taken at its place.
static inline bool isOfOnePlace(u32 word) {
  u32 halves = word >> kPlaceBits, lower = halves & kHalfMask, upper = halves >> kHalfBits;
  return (lower == 0 || lower & kHere) && (upper == 0 || upper & kHere);
}

// Within one leaf, to one; whole words if `by` is one.
static inline void moveSlots(Recorder &recorder, uptr from, uptr to, usize bytes, usize by) {
  u32 *source = find(from), *target = find(to);
  if (!source)
    return;
  for (usize at = 0; at < bytes; at += by) {
    u32 *word = by == kWordBytes ? source + at / kWordBytes : find(from + at);
    u32 value = __atomic_load_n(word, __ATOMIC_RELAXED);
    if (!value)
      continue;
    if (__builtin_expect(by == kWordBytes && target && isOfOnePlace(value), 1)) {
      __atomic_store_n(target + at / kWordBytes, value, __ATOMIC_RELAXED);
      __atomic_store_n(word, 0, __ATOMIC_RELAXED);
      continue;
    }
    for (usize slot = at; slot < at + by; slot += sizeof(uptr))
      moveSlot(recorder, from + slot, to + slot);
  }
}

static inline usize bytesLeftInLeaf(uptr address) { return ReferenceWords::kBytes - address % ReferenceWords::kBytes; }
} // namespace handles

void moveHandles(uptr from, uptr to, usize bytes) {
  Recorder *mine = recorder();
  if (!mine || !__atomic_load_n(&handles_in_use, __ATOMIC_RELAXED))
    return;
  usize by = (from | to | bytes) % handles::kWordBytes ? sizeof(uptr) : handles::kWordBytes;
  while (bytes > 0) {
    usize left = handles::bytesLeftInLeaf(from), room = handles::bytesLeftInLeaf(to), part = left < room ? left : room;
    part = part < bytes ? part : bytes;
    handles::moveSlots(*mine, from, to, part, by);
    from += part;
    to += part;
    bytes -= part;
  }
}

bool takenBySlot(uptr slot, uptr object, Taken *out) {
  u32 place = handles::placeAt(slot, object);
  if (!place)
    return false;
  RefPlace known = placeNumbered(place);
  *out = {known.line, known.sequence, known.operation};
  if (!retains_in_use)
    return true;
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
