//===- retains.cpp - the outstanding retains of an object -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects with retains of one place have a word (retain_words.h). Those with more
// have records besides, which are filed in
// address_records.h:
//   bits 5..0 where in the chunk, 25..6 the place, 55..26 the sequence's lower
//   bits, 63..56 how many; place 0: its unmatched releases
//
//===----------------------------------------------------------------------===//

#include "record/address_records.h"
#include "record/places.h"
#include "record/references.h"
#include "record/retain_debts.h"
#include "refsan/kinds.h"

namespace refsan {

bool retains_in_use;

namespace retains {
static AddressRecords more;

static u64 sequenceInWord(u32 word) { return placeNumbered(placeInWord(word)).sequence; }

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
  for (u32 old = load(word); !(old & kMore);)
    if (exchange(word, old, kMore | (old & kMade))) {
      if (u32 count = outstandingInWord(old))
        addRecord(chunk, record(object, placeInWord(old), sequenceInWord(old), count));
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

// A release of what was taken where others are given up by name gives up something else, if there is any.
static u64 *newestOf(const LockedChunk &chunk, uptr object) {
  u64 *newest = nullptr;
  bool named = false;
  chunk.forEach(slotInChunk(object), [&](u64 *at) {
    if (!placeIn(*at))
      return;
    bool also_named = hasNamedReleases(placeIn(*at));
    if (newest && (also_named == named ? sequenceIn(*at) <= sequenceIn(*newest) : also_named))
      return;
    newest = at;
    named = also_named;
  });
  return newest;
}

// With the last record of the object its word is as new.
static void endOne(LockedChunk &chunk, u64 *record, uptr object) {
  u64 count = countIn(*record);
  if (count == 1) {
    chunk.remove(record);
    if (!chunk.find(kSlotMask, slotInChunk(object)))
      forEachWord(object, [](Word word) {
        if (load(word.at) & kMore)
          store(word.at, 0);
      });
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
  if (found.newest && site)
    noteNamedRelease(placeIn(*found.newest));
  if (found.newest)
    endOne(chunk, found.newest, object);
  else if (found.places == 1)
    endOne(chunk, found.only, object);
  else if (found.places && !found.unmatched)
    chunk.add(record(object, 0, nextSequence(recorder), 1));
  else if (found.places && countIn(*found.unmatched) < kMostCount)
    *found.unmatched += u64(1) << kCountShift;
}

static inline void underWay(Recorder &recorder, uptr object, const PlaceMemo &at) {
  __refsan_thread.moving = ~object;
  __refsan_thread.taken = at.line;
  recorder.way = &at;
}

// The shared set is not found quickly.
static u32 setOf(Recorder &mine) {
  if (mine.word_set == ReferenceWords::kNoSet && !mine.shares_words) {
    u32 set = claimRetainSet();
    mine.shares_words = set == ReferenceWords::kSharedSet;
    mine.word_set = mine.shares_words ? ReferenceWords::kNoSet : set;
  }
  return mine.shares_words ? ReferenceWords::kSharedSet : mine.word_set;
}

// What is rare: a first retain in a chunk or at a place, one more place, a full count.
__attribute__((noinline)) static void retainSlowly(uptr object, const refsan_site *site) {
  Recorder *mine = object && !no_places ? recorder() : nullptr;
  u32 place = mine ? findPlace(*mine, site) : 0;
  if (!place)
    return;
  underWay(*mine, object, placeMemo(*mine, site));
  __atomic_store_n(&retains_in_use, true, __ATOMIC_RELAXED);
  u32 *word = makeRetainWord(object, setOf(*mine)), first = wordOf(place);
  for (u32 old = word ? settle(*mine, object, word) : 0; word;) {
    if (first == kNoRoom || (old && (old ^ first) & (kMore | kWordPlace)))
      return retainMore(*mine, object, word, place);
    if (countInWord(old) == kWordMost || exchange(word, old, (old ? old : first) + kWordOne))
      return;
  }
}

// Notes of an object with records that the reference it was made with has ended, for sure or
// perhaps. False: it had already, so that this release is of a retain. If it only
// seemed to have, that release was of one: that one is ended then.
static bool endMade(Recorder &mine, uptr object, u32 *word, Ends ends) {
  u32 old = load(word);
  for (;;) {
    if (old & kMadeEnded || (ends == Ends::Unknown && old & kMadeDoubtful))
      return false;
    if (!(old & kMore) || exchange(word, old, withMade(old, ends)))
      break;
  }
  if (old & kMadeDoubtful)
    releaseMore(mine, object, nullptr, Unknown::Unmatched);
  return true;
}

__attribute__((noinline)) static void releaseSlowly(Recorder &mine, uptr object, Word word, const refsan_site *site,
                                                    Unknown unknown, Ends ends) {
  // Of one place: whichever the site, it is that which it can be.
  if (endInWord(mine, object, word, ends) || !(load(word.at) & kMore))
    return;
  if (ends == Ends::Retain || !endMade(mine, object, word.at, ends))
    releaseMore(mine, object, site, unknown);
}
} // namespace retains

namespace retains {
template <bool kThreads>
static inline __attribute__((always_inline)) void retainQuickly(uptr object, const refsan_site *site, Recorder &mine) {
  u32 *word = find(mine, object);
  if (__builtin_expect(!word, 0)) // so it is if nothing is recorded
    return no_places ? void() : retainSlowly(object, site);
  const PlaceMemo &memo = placeMemo(mine, site);
  if (__builtin_expect(memo.site != site, 0) || __builtin_expect(memo.context != __refsan_thread.context, 0))
    return retainSlowly(object, site);
  u32 old = load(word), made = (old ? old : memo.word) + kWordOne;
  if (__builtin_expect((made ^ memo.word) & (kMore | kWordPlace | kManyDebts), 0))
    return retainSlowly(object, site);
  addOne(kThreads, word, old, made);
  underWay(mine, object, memo);
}
__attribute__((noinline)) static void retainAmongThreads(uptr object, const refsan_site *site, Recorder &mine) {
  retainQuickly<true>(object, site, mine);
}
} // namespace retains

void retain(uptr object, const refsan_site *site) {
  using namespace retains;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return retainSlowly(object, site);
  if (__builtin_expect(!__libc_single_threaded, 0))
    return retainAmongThreads(object, site, *mine);
  retainQuickly<false>(object, site, *mine);
}

void release(uptr object, const refsan_site *retain_site, Unknown unknown) {
  using namespace retains;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine, 0))
    return;
  bool hinted = isHinted(object);
  __refsan_thread.hinted = 0;
  bool is_made = false, is_unknown = false; // nothing is kept of the reference that an object is made with
  if (hinted) {
    retain_site = __refsan_thread.hinted_retain;
    if (!retain_site)
      return;
    is_unknown = retain_site == &unknown_reference;
    is_made = !is_unknown && retain_site->op == static_cast<u16>(Op::Alloc);
    retain_site = is_made || is_unknown ? nullptr : retain_site;
  }
  Word word = findToEnd(*mine, object, 0);
  if (!word.at || (is_made && unknown != Unknown::Made))
    return;
  if (__builtin_expect(__atomic_load_n(&word_sets, __ATOMIC_RELAXED) > 1, 0)) {
    if (retain_site)
      word = findOfSite(object, retain_site, word);
    else if (unknown == Unknown::Newest)
      word = findUnnamed(object, word);
  }
  bool asks_made = (unknown == Unknown::Made || is_unknown) && !retain_site;
  Ends ends = !asks_made ? Ends::Retain : is_made ? Ends::Made : Ends::Unknown;
  u32 old = load(word.at);
  if (!old)
    return;
  if (__builtin_expect(!isOfOnePlace(old) || word.set != mine->word_set, 0) ||
      __builtin_expect(!drop(!__libc_single_threaded, word.at, old, ends), 0))
    releaseSlowly(*mine, object, word, retain_site, unknown, ends);
}

void hintRelease(uptr object, const refsan_site *retain_site) {
  __refsan_thread.hinted = ~object;
  __refsan_thread.hinted_retain = retain_site;
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
__attribute__((noinline)) static void forgetSlowly(uptr object, Word word) {
  u32 old = *word.at;
  *word.at = 0;
  Recorder *mine = thread_locals.recorder;
  if (!mine)
    return;
  if (!(old & kMore))
    return forgetDebts(*mine, object, word.set, old);
  LockedChunk chunk(more, *mine, object, false);
  while (u64 *at = chunk ? chunk.find(kSlotMask, slotInChunk(object)) : nullptr)
    chunk.remove(at);
}
} // namespace retains

// A hint that nobody used must not be about what comes to this address next.
void forgetRetains(uptr object) {
  if (isHinted(object))
    __refsan_thread.hinted = 0;
  retains::forEachWord(object, [&](retains::Word word) {
    if (__builtin_expect(*word.at, 0))
      retains::forgetSlowly(object, word);
  });
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
    insert(list, {known.line, sequence, known.operation, nullptr, known.stack});
}
} // namespace retains

usize outstandingRetains(uptr object, Taken *out, usize max, usize *unmatched) {
  using namespace retains;
  List list = {out, max, 0, 0};
  bool has_more = false;
  if (reference_words)
    forEachWord(object, [&](Word word) {
      u32 old = load(word.at);
      has_more |= (old & kMore) != 0;
      if (old && !(old & kMore))
        insertAll(list, placeInWord(old), sequenceInWord(old), countOutstanding(object, word));
    });
  auto visit = [](u64 record, void *arg) {
    auto &list = *static_cast<List *>(arg);
    if (placeIn(record))
      insertAll(list, placeIn(record), sequenceIn(record), countIn(record));
    else
      list.unmatched = countIn(record);
  };
  if (has_more)
    readRecords(more, object, visit, &list);
  *unmatched = list.unmatched;
  return list.size;
}

} // namespace refsan
