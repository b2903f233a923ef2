//===- retains.cpp - the outstanding retains of an object -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Most objects have outstanding retains of one place, if any: a word of 4 bytes
// for each 32 bytes of a chunk, which hold at most one object, says it all:
//   bits 19..0 the place, 30..22 how many
//   bit 20     the reference that the object was made with has ended
//   bit 21     it may have: an unknown reference ended
// For an object with more places bit 31 is set, and its records are filed in
// address_records.h:
//   bits 5..0 where in the chunk, 25..6 the place, 55..26 the sequence's lower
//   bits, 63..56 how many; place 0: its unmatched releases
// A word has no sequence: that is when its place was first used.
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"
#include "record/places.h"
#include "record/reference_words.h"
#include "record/references.h"
#include "refsan/kinds.h"

namespace refsan {

bool retains_in_use;

namespace retains {
static AddressRecords more;

// -- The word of an object with one place.
constexpr u32 kMore = 1u << 31;
constexpr u32 kMadeEnded = 1u << kPlaceBits, kMadeDoubtful = kMadeEnded << 1, kMade = kMadeEnded | kMadeDoubtful;
constexpr u32 kWordCount = kPlaceBits + 2; // where it is
constexpr u32 kWordPlace = (1u << kPlaceBits) - 1, kWordOne = 1u << kWordCount, kWordMost = kMore / kWordOne - 1;

static inline u32 placeInWord(u32 word) { return word & kWordPlace; }
static inline u32 countInWord(u32 word) { return (word & ~kMore) >> kWordCount; }
static u64 sequenceInWord(u32 word) { return placeNumbered(placeInWord(word)).sequence; }

static inline u32 *find(uptr object) {
  ReferenceWords *words = referenceWords(object);
  return words ? words->retainAt(object) : nullptr;
}

// False: another thread was there meanwhile; `old` is what it left.
static inline bool replace(u32 *word, u32 &old, u32 made) {
  if (__builtin_expect(__libc_single_threaded, 1)) {
    *word = made;
    return true;
  }
  return __atomic_compare_exchange_n(word, &old, made, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

// Ends one of the retains that the word has: with the last one it is as new. False: as replace().
static inline bool takeOne(u32 *word, u32 &old) {
  u32 left = old - kWordOne;
  return replace(word, old, left < kWordOne ? 0 : left);
}

// -- Records of objects with several places.
constexpr u32 kPlaceShift = 6, kSequenceShift = 26, kCountShift = 56, kSequenceBits = 30;
constexpr u64 kPlaceMask = ((u64(1) << kPlaceBits) - 1) << kPlaceShift;
constexpr u64 kMostCount = 255;

static u64 record(uptr object, u32 place, u64 sequence, u64 count) {
  return slotInChunk(object) | u64(place) << kPlaceShift |
         (sequence & ((u64(1) << kSequenceBits) - 1)) << kSequenceShift |
         (count < kMostCount ? count : kMostCount) << kCountShift;
}
static u32 placeIn(u64 record) { return static_cast<u32>((record & kPlaceMask) >> kPlaceShift); }
static u64 countIn(u64 record) { return record >> kCountShift; }
// The whole number of which only the lower bits are there: the newest possible one.
static u64 sequenceIn(u64 record) {
  u64 newest = newestSequence();
  u64 age = (newest - (record >> kSequenceShift)) & ((u64(1) << kSequenceBits) - 1);
  return newest > age ? newest - age : 1;
}

static void addRecord(LockedChunk &chunk, u64 wanted) {
  constexpr u64 kSame = kSlotMask | kPlaceMask;
  u64 *old = chunk.find(kSame, wanted & kSame);
  if (!old) {
    chunk.add(wanted);
    return;
  }
  u64 count = countIn(*old) + countIn(wanted), most = kMostCount;
  *old = (wanted << 8 >> 8) | (count < most ? count : most) << kCountShift;
}

// Under the lock before the word says so: a release that sees kMore waits for
// what the word had to be filed.
__attribute__((noinline)) static void retainMore(Recorder &recorder, uptr object, u32 *word, u32 place) {
  u64 sequence = nextSequence(recorder);
  LockedChunk chunk(more, recorder, object, true);
  if (!chunk)
    return;
  for (u32 old = __atomic_load_n(word, __ATOMIC_RELAXED); !(old & kMore);)
    if (replace(word, old, kMore | (old & kMade))) {
      if (old)
        addRecord(chunk, record(object, placeInWord(old), sequenceInWord(old), countInWord(old)));
      break;
    }
  addRecord(chunk, record(object, place, sequence, 1));
}

// What is outstanding for one object.
struct Outstanding {
  u64 *only = nullptr;      // a record of retains
  u64 *newest = nullptr;    // at the wanted site
  u64 *unmatched = nullptr; // the record of unmatched releases
  u32 places = 0;
};

static Outstanding outstanding(const LockedChunk &chunk, uptr object, const refsan_site *site) {
  Outstanding found;
  chunk.forEach(slotInChunk(object), [&](u64 *at) {
    u32 place = placeIn(*at);
    if (!place) {
      found.unmatched = at;
      return;
    }
    found.places++;
    found.only = at;
    if (site && placeNumbered(place).isAbout(site) && (!found.newest || sequenceIn(*at) > sequenceIn(*found.newest)))
      found.newest = at;
  });
  return found;
}

static u64 *newestOf(const LockedChunk &chunk, uptr object) {
  u64 *newest = nullptr;
  chunk.forEach(slotInChunk(object), [&](u64 *at) {
    if (placeIn(*at) && (!newest || sequenceIn(*at) > sequenceIn(*newest)))
      newest = at;
  });
  return newest;
}

// With the last record of the object its word is as new.
static void endOne(LockedChunk &chunk, u64 *record, uptr object) {
  u64 count = countIn(*record);
  if (count == 1) {
    chunk.remove(record);
    if (!chunk.find(kSlotMask, slotInChunk(object)))
      __atomic_store_n(find(object), 0, __ATOMIC_RELAXED);
  } else if (count != kMostCount)
    *record -= u64(1) << kCountShift;
}

__attribute__((noinline)) static void releaseMore(Recorder &recorder, uptr object, const refsan_site *site,
                                                  Unknown unknown) {
  LockedChunk chunk(more, recorder, object, false);
  if (!chunk)
    return;
  Outstanding found = outstanding(chunk, object, site);
  if (!found.newest && unknown == Unknown::Newest)
    found.newest = newestOf(chunk, object);
  if (found.newest)
    endOne(chunk, found.newest, object);
  else if (found.places == 1)
    endOne(chunk, found.only, object);
  else if (found.places && !found.unmatched)
    chunk.add(record(object, 0, nextSequence(recorder), 1));
  else if (found.places && countIn(*found.unmatched) < kMostCount)
    *found.unmatched += u64(1) << kCountShift;
}
} // namespace retains

namespace retains {
static inline void underWay(Recorder &recorder, uptr object, const refsan_site *line, u32 place) {
  __refsan_thread.moving = ~object;
  __refsan_thread.taken = recorder.way_line = line;
  recorder.way_place = place;
}

// What is rare: a first retain in a chunk or at a place, one more place, a full count.
__attribute__((noinline)) static void retainSlowly(uptr object, const refsan_site *site) {
  Recorder *mine = recorder();
  u32 place = mine && object && !no_places ? findPlace(*mine, site) : 0;
  if (!place)
    return;
  underWay(*mine, object, lineOf(site), place);
  __atomic_store_n(&retains_in_use, true, __ATOMIC_RELAXED);
  ReferenceWords *words = makeReferenceWords(object);
  u32 *word = words ? words->retainAt(object) : nullptr;
  for (u32 old = word ? __atomic_load_n(word, __ATOMIC_RELAXED) : 0; word;) {
    if (old && (old & (kMore | kWordPlace)) != place)
      return retainMore(*mine, object, word, place);
    if (countInWord(old) == kWordMost || replace(word, old, (old ? old : place) + kWordOne))
      return;
  }
}

__attribute__((noinline)) static void releaseSlowly(uptr object, const refsan_site *site, Unknown unknown) {
  Recorder *mine = thread_locals.recorder;
  u32 *word = find(object);
  // Of one place: whichever the site, it is that which it can be.
  u32 old = __atomic_load_n(word, __ATOMIC_RELAXED);
  while (old && !(old & kMore)) {
    u32 count = countInWord(old);
    if (count == kWordMost || replace(word, old, count == 1 ? 0 : old - kWordOne))
      return;
  }
  if (old)
    releaseMore(*mine, object, site, unknown);
}

// Notes that the reference the object was made with has ended, for sure or
// perhaps. False: it had already, so that this release is of a retain. If it only
// seemed to have, that release was of one: that one is ended then.
static bool endMade(uptr object, u32 *word, bool sure) {
  u32 old = __atomic_load_n(word, __ATOMIC_RELAXED);
  for (;;) {
    if (old & kMadeEnded || (!sure && old & kMadeDoubtful))
      return false;
    if (replace(word, old, (old & ~kMade) | (sure ? kMadeEnded : kMadeDoubtful)))
      break;
  }
  if (old & kMadeDoubtful)
    releaseSlowly(object, nullptr, Unknown::Unmatched);
  return true;
}
} // namespace retains

void retain(uptr object, const refsan_site *site) {
  using namespace retains;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return retainSlowly(object, site);
  ReferenceWords *words = referenceWords(object);
  if (__builtin_expect(!words, 0))
    return retainSlowly(object, site);
  const PlaceMemo &memo = placeMemo(*mine, site);
  if (!isOf(memo, site))
    return retainSlowly(object, site);
  u32 *word = words->retainAt(object);
  u32 place = memo.id, old = __atomic_load_n(word, __ATOMIC_RELAXED), made = (old ? old : place) + kWordOne;
  if (__builtin_expect(!place, 0))
    return retainSlowly(object, site);
  if (__builtin_expect((made & (kMore | kWordPlace)) != place, 0))
    return retainSlowly(object, site);
  if (__builtin_expect(!replace(word, old, made), 0))
    return retainSlowly(object, site);
  underWay(*mine, object, memo.line, place);
}

bool releaseOfPlace(uptr object, u32 place) {
  using namespace retains;
  ReferenceWords *words = referenceWords(object);
  if (__builtin_expect(!words, 0))
    return false;
  u32 *word = words->retainAt(object);
  u32 old = __atomic_load_n(word, __ATOMIC_RELAXED);
  if (__builtin_expect((old & kWordPlace) != place, 0))
    return false;
  return __builtin_expect(old < kWordMost << kWordCount, 1) && takeOne(word, old);
}

void release(uptr object, const refsan_site *retain_site, Unknown unknown) {
  using namespace retains;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return;
  uptr hinted = mine->hinted;
  mine->hinted = 0;
  bool is_made = false; // nothing is kept of the reference that an object is made with
  if (hinted == object) {
    retain_site = mine->hinted_retain;
    if (!retain_site)
      return;
    is_made = retain_site->op == static_cast<u16>(Op::Alloc);
    retain_site = is_made ? nullptr : retain_site;
  }
  u32 *word = find(object);
  if (!word || !__atomic_load_n(word, __ATOMIC_RELAXED) || (is_made && unknown != Unknown::Made))
    return;
  if (unknown == Unknown::Made && !retain_site && endMade(object, word, is_made))
    return;
  u32 old = __atomic_load_n(word, __ATOMIC_RELAXED);
  if (!old)
    return;
  if (__builtin_expect(old >= kWordMost << kWordCount || !takeOne(word, old), 0))
    releaseSlowly(object, retain_site, unknown);
}

void hintRelease(uptr object, const refsan_site *retain_site) {
  if (Recorder *mine = thread_locals.recorder) {
    mine->hinted = object;
    mine->hinted_retain = retain_site;
  }
}

void covered(uptr object) {
  if (Recorder *mine = recorder())
    mine->covered = object;
}

bool isCovered(uptr object) {
  const Recorder *mine = thread_locals.recorder;
  return mine && mine->covered == object;
}

const refsan_site *lastRetain(uptr object) {
  return __refsan_thread.moving == ~object ? __refsan_thread.taken : nullptr;
}

namespace retains {
__attribute__((noinline)) static void forgetSlowly(uptr object, u32 *word) {
  bool has_more = *word & kMore;
  *word = 0;
  Recorder *mine = thread_locals.recorder;
  if (!has_more || !mine)
    return;
  LockedChunk chunk(more, *mine, object, false);
  while (u64 *at = chunk ? chunk.find(kSlotMask, slotInChunk(object)) : nullptr)
    chunk.remove(at);
}
} // namespace retains

// A hint that nobody used must not be about what comes to this address next.
void forgetRetains(uptr object) {
  if (Recorder *mine = thread_locals.recorder; mine && mine->hinted == object)
    mine->hinted = 0;
  u32 *word = retains::find(object);
  if (__builtin_expect(word && *word, 0))
    retains::forgetSlowly(object, word);
}

namespace retains {
struct List {
  Taken *out;
  usize max;
  usize size;
  usize unmatched;
};

// Sorted by sequence; when full, the oldest goes.
static void insert(List &list, const Taken &taken) {
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

static void insertAll(List &list, u32 place, u64 sequence, u64 count) {
  RefPlace known = placeNumbered(place);
  for (u64 i = 0; i < count; i++)
    insert(list, {known.line, sequence, known.operation});
}
} // namespace retains

usize outstandingRetains(uptr object, Taken *out, usize max, usize *unmatched) {
  using namespace retains;
  List list = {out, max, 0, 0};
  const u32 *word = reference_words ? find(object) : nullptr;
  if (word && *word && !(*word & kMore))
    insertAll(list, placeInWord(*word), sequenceInWord(*word), countInWord(*word));
  auto visit = [](u64 record, void *arg) {
    auto &list = *static_cast<List *>(arg);
    if (placeIn(record))
      insertAll(list, placeIn(record), sequenceIn(record), countIn(record));
    else
      list.unmatched = countIn(record);
  };
  if (word && *word & kMore)
    readRecords(more, object, visit, &list);
  *unmatched = list.unmatched;
  return list.size;
}

} // namespace refsan
