//===- handles.cpp - who took the handles in the heap -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each has a word (handle_words.h). A handle that was taken at a place whose number has
// no room there has a record in address_records.h:
//   bits 5..0 where in the chunk, 25..6 the place
// It is of no account once the word says something else.
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"
#include "record/handle_words.h"
#include "record/local_handles.h"
#include "record/places.h"
#include "record/references.h"

namespace refsan {

namespace handles {
static AddressRecords records;

constexpr u32 kRecordPlace = 6;
static bool any_elsewhere;
__attribute__((noinline)) static void putElsewhere(Recorder &recorder, uptr slot, u32 place) {
  __atomic_store_n(&any_elsewhere, true, __ATOMIC_RELAXED);
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

static inline void put(Recorder &recorder, u16 *word, uptr slot, uptr object, u32 place) {
  if (!isInline(place))
    putElsewhere(recorder, slot, place);
  store(word, wordFor(object, isInline(place) ? place : kElsewhere));
}

// The place of the handle in `slot`, whose word is `at`, if what is known is about `object`, or 0.
static inline u32 placeIn(const u16 *at, uptr slot, uptr object) {
  u32 word = at ? load(at) : 0, place = placeFor(word, object);
  return isInline(place) ? place : word && place == kElsewhere ? recordedPlace(slot) : 0;
}
static u32 placeAt(uptr slot, uptr object) { return placeIn(find(slot), slot, object); }

static inline void clear(u16 *word, uptr slot) {
  if (__builtin_expect((load(word) & kPlaceMask) == kElsewhere && thread_locals.recorder, 0))
    removeElsewhere(*thread_locals.recorder, slot);
  store(word, 0);
}

// What is rare: a first handle in a chunk or at a place, and slots on the stack.
// `place` 0: at the thread's line.
__attribute__((noinline)) static void setSlowly(uptr slot, uptr object, const refsan_site *site, u32 place) {
  Recorder *mine = no_places ? nullptr : recorder();
  if (!mine || isOnStack(*mine, slot))
    return;
  if (!place)
    place = findPlace(*mine, site);
  u16 *word = place ? make(slot) : nullptr;
  if (!word)
    return;
  put(*mine, word, slot, object, place);
}

// `mine` is there, and the slot is not on its stack.
static inline __attribute__((always_inline)) void setInHeap(Recorder &mine, uptr slot, uptr object,
                                                            const refsan_site *site, u32 place) {
  ReferenceWords *words = referenceWords(slot);
  if (__builtin_expect(!words, 0)) // so it is if nothing is recorded
    return no_places ? void() : setSlowly(slot, object, site, place);
  if (!place) {
    const PlaceMemo &memo = placeMemo(mine, site);
    if (!isOf(memo, site))
      return setSlowly(slot, object, site, 0);
    place = memo.id;
  }
  if (!isInline(place))
    return setSlowly(slot, object, site, place);
  store(words->handleAt(slot), wordFor(object, place));
}

static inline __attribute__((always_inline)) void set(uptr slot, uptr object, const refsan_site *site, u32 place) {
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return setSlowly(slot, object, site, place);
  if (!isOnStack(*mine, slot) && !mine->in_move)
    setInHeap(*mine, slot, object, site, place);
}
static inline bool isInMove() { return thread_locals.recorder && thread_locals.recorder->in_move; }
} // namespace handles

void setHandle(uptr slot, uptr object, const refsan_site *site) {
  if (__builtin_expect(!object || !site, 0))
    return clearHandle(slot);
  handles::set(slot, object, site, 0);
}

void copyHandle(uptr slot, uptr object, const refsan_site *site) {
  if (__builtin_expect(!object || !site, 0))
    return clearHandle(slot);
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return slot & 1 ? void() : handles::setSlowly(slot, object, site, 0);
  if (isLocal(*mine, slot))
    return noteLocalCopy(*mine, slot, object, site);
  if (!mine->in_move)
    handles::setInHeap(*mine, slot, object, site, 0);
}

void clearHandle(uptr slot) {
  u16 *word = reference_words ? handles::find(slot) : nullptr;
  if (word && handles::load(word) && !handles::isInMove())
    handles::clear(word, slot);
}

namespace handles {
static inline __attribute__((always_inline)) void rest(Recorder &mine, uptr slot, uptr object,
                                                       const refsan_site *taken) {
  __refsan_thread.taken = nullptr;
  const PlaceMemo &way = *mine.way; // what was just retained is filed there
  setInHeap(mine, slot, object, taken, taken == way.line ? way.id : 0);
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
  if (!taken)
    return;
  Recorder *mine = thread_locals.recorder;
  if (!mine || isOnStack(*mine, at))
    return;
  if (bytes > sizeof(uptr))
    return handles::restWithin(at, bytes);
  if (uptr object = ~__refsan_thread.moving; *reinterpret_cast<const uptr *>(at) == object)
    handles::rest(*mine, at, object, taken);
}

__attribute__((noinline)) void handles::releaseSlowly(Recorder &mine, uptr object, uptr slot) {
  if (*reinterpret_cast<const uptr *>(object) == 1) { // nothing is left to explain
    __refsan_thread.hinted = 0;
    return;
  }
  u16 *word = find(slot);
  if (u32 place = word ? placeIn(word, slot, object) : 0) {
    hintRelease(object, placeNumbered(place).line);
    clear(word, slot);
  } else if (const refsan_site *taken = lastRetain(object);
             taken && !isHintedOlder(object) && slot && isOnStack(mine, slot)) {
    hintRelease(object, taken); // it was under way, and never came to rest
    __refsan_thread.taken = nullptr;
  }
  release(object, nullptr, Unknown::Made);
}

const refsan_site unknown_reference = {};

void hintSlot(uptr object, uptr slot) {
  Recorder *mine = recorder();
  if (!mine || !object)
    return;
  if (isLocal(*mine, slot))
    return hintLocalCopy(*mine, slot, object);
  if (u32 place = handles::placeAt(slot, object)) {
    hintRelease(object, placeNumbered(place).line);
    clearHandle(slot);
  } else {
    hintRelease(object, &unknown_reference);
  }
}

namespace handles {
// Of a handle that comes from the stack, or of which nothing is known: it is taken here.
__attribute__((noinline)) static void moveSlowly(uptr from, uptr to, uptr object, const refsan_site *site) {
  Recorder *mine = recorder();
  if (!mine)
    return;
  bool from_stack = isOnStack(*mine, from), to_stack = isOnStack(*mine, to);
  if (from_stack && to_stack)
    return moveLocalCopy(*mine, from, to, object);
  u16 *word = find(from);
  u32 place = placeIn(word, from, object);
  if (place)
    clear(word, from);
  else if (from_stack)
    place = placeOfLocal(*mine, from, object, site);
  // A swap that an assignment calls has told it already.
  if (!place && !to_stack && placeAt(to, object))
    return;
  if (!to_stack)
    setInHeap(*mine, to, object, site, place);
  else if (place)
    noteFromHeap(*mine, to, object, place);
}

static inline __attribute__((always_inline)) void move(uptr from, uptr to, uptr object, const refsan_site *site) {
  u16 *source = find(from), *target = find(to);
  u32 word = source ? load(source) : 0;
  if (__builtin_expect(!target || !isInline(placeFor(word, object)), 0))
    return moveSlowly(from, to, object, site);
  store(target, static_cast<u16>(word));
}

__attribute__((noinline)) static void exchange(uptr a, uptr in_a, uptr b, uptr in_b, const refsan_site *site) {
  Recorder *mine = recorder();
  if (!mine)
    return;
  if (isOnStack(*mine, a) && isOnStack(*mine, b))
    return exchangeLocalCopies(*mine, a, in_a, b, in_b);
  auto placeBefore = [&](uptr slot, uptr object) {
    return isOnStack(*mine, slot) ? placeOfLocal(*mine, slot, object, site) : placeAt(slot, object);
  };
  auto putNow = [&](uptr slot, uptr object, u32 place) {
    if (!isOnStack(*mine, slot))
      set(slot, object, site, place);
    else if (place)
      noteFromHeap(*mine, slot, object, place);
  };
  u32 of_a = placeBefore(b, in_a), of_b = placeBefore(a, in_b);
  putNow(a, in_a, of_a);
  putNow(b, in_b, of_b);
}
} // namespace handles

void exchangeHandle(uptr slot, uptr now, uptr before, const refsan_site *site, uptr local) {
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0) || mine->in_move)
    return;
  if (isLocal(*mine, slot))
    return exchangeLocalCopies(*mine, slot, now, local, before);
  u32 place = now ? placeOfLocal(*mine, local, now, site) : 0;
  if (before)
    if (u32 left = handles::placeAt(slot, before))
      noteFromHeap(*mine, local, before, left);
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
  if (!reference_words || handles::isInMove())
    return;
  if (__builtin_expect(in_a && in_b, 0))
    handles::exchange(a, in_a, b, in_b, site);
  else if (in_a)
    handles::move(b, a, in_a, site);
  else if (in_b)
    handles::move(a, b, in_b, site);
}

namespace handles {
__attribute__((noinline)) static void moveElsewhere(Recorder &recorder, uptr from, uptr to) {
  u32 place = recordedPlace(from);
  removeElsewhere(recorder, from);
  putElsewhere(recorder, to, place);
}

// The records of slots that follow each other, as one number; 0: none.
template <typename Words> static inline Words loadWords(const u16 *at) {
  Words words;
  __builtin_memcpy(&words, at, sizeof(words));
  return words;
}
template <typename Words> static inline void moveWords(u16 *source, u16 *target) {
  Words words = loadWords<Words>(source), none = 0;
  if (!words)
    return;
  __builtin_memcpy(target, &words, sizeof(words));
  __builtin_memcpy(source, &none, sizeof(none));
}

static inline __attribute__((always_inline)) bool anyWord(const u16 *words, usize count) {
  u32 any = 0;
  for (usize i = 0; i < count; i++)
    any |= words[i];
  return any;
}

// Within one leaf, to one.
static inline void moveSlots(Recorder &recorder, uptr from, uptr to, usize bytes) {
  u16 *source = find(from), *target = find(to);
  usize count = bytes / kWordBytes;
  if (!source || (!target && (!anyWord(source, count) || !(target = make(to)))))
    return;
  if (__builtin_expect(__atomic_load_n(&any_elsewhere, __ATOMIC_RELAXED), 0))
    for (usize i = 0; i < count; i++)
      if ((load(&source[i]) & kPlaceMask) == kElsewhere)
        moveElsewhere(recorder, from + i * kWordBytes, to + i * kWordBytes);
  constexpr usize kAtOnce = sizeof(u64) / sizeof(u16), kLooked = 4 * kAtOnce; // most have none
  for (; count >= kLooked; count -= kLooked, source += kLooked, target += kLooked)
    if (anyWord(source, kLooked))
      for (usize i = 0; i < kLooked; i += kAtOnce)
        moveWords<u64>(source + i, target + i);
  for (; count >= kAtOnce; count -= kAtOnce, source += kAtOnce, target += kAtOnce)
    moveWords<u64>(source, target);
  if (count & 2) {
    moveWords<u32>(source, target);
    source += 2;
    target += 2;
  }
  if (count & 1)
    moveWords<u16>(source, target);
}

static inline usize bytesLeftInLeaf(uptr address) { return ReferenceWords::kBytes - address % ReferenceWords::kBytes; }
} // namespace handles

void moveHandles(uptr from, uptr to, usize bytes) {
  Recorder *mine = recorder();
  if (!mine)
    return;
  while (bytes > 0) {
    usize left = handles::bytesLeftInLeaf(from), room = handles::bytesLeftInLeaf(to), part = left < room ? left : room;
    part = part < bytes ? part : bytes;
    handles::moveSlots(*mine, from, to, part);
    from += part;
    to += part;
    bytes -= part;
  }
}

bool takenBySlot(uptr slot, uptr object, Taken *out) {
  u32 place = reference_words ? handles::placeAt(slot, object) : 0;
  if (!place)
    return false;
  RefPlace known = placeNumbered(place);
  *out = {known.line, known.sequence, known.operation, known.moved, known.stack};
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
