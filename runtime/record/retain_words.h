//===- retain_words.h - a word for each counted object ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Most objects have outstanding retains of one place, if any: a word of 4 bytes
// for each 32 bytes of a chunk, which hold at most one object, says it all:
//   bits 21..6 the place, 30..22 how many
//   bit 5      the reference that the object was made with has ended
//   bit 4      it may have: an unknown reference ended
//   bits 3..0  how many of them other threads have ended (retain_debts.h)
// For an object with more places, or one whose number has no room, bit 31 is set,
// and there are records of them (retains.cpp).
// A word has no sequence: that is when its place was first used.
//
// A set of words is one thread's, which counts in the upper half, by stores without a lock:
// nobody else writes there, and on x86-64 a store to two bytes leaves the others as they
// are. Others change what is in the lower half, by compare and exchange of the word. A word that has
// nothing outstanding is left alone by them, so that its thread begins and ends with all
// of it. Where it ends the last one just when another thread does, one of the
// two was of something else: the word is as new then, too.
//
// A signal handler that retains or releases amid its thread's own change of the same word
// may undo one of both, as with other records of a thread.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_RETAIN_WORDS_H
#define REFSAN_RECORD_RETAIN_WORDS_H

#include "record/places.h"
#include "record/reference_words.h"
#include "record/thread_state.h"

#include <sys/single_threaded.h>

namespace refsan::retains {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "where the upper half is");

constexpr u32 kMore = 1u << 31;
constexpr u32 kDebtOne = 1, kDebts = 15, kManyDebts = 8;
constexpr u32 kMadeDoubtful = 1u << 4, kMadeEnded = kMadeDoubtful << 1, kMade = kMadeEnded | kMadeDoubtful;
constexpr u32 kWordPlaceAt = 6, kWordPlaceBits = 16, kWordPlace = ((1u << kWordPlaceBits) - 1) << kWordPlaceAt;
constexpr u32 kWordCount = kWordPlaceAt + kWordPlaceBits; // where it is
constexpr u32 kWordOne = 1u << kWordCount, kWordMost = kMore / kWordOne - 1, kWordUpper = 16;
constexpr u32 kNoRoom = kWordMost << kWordCount; // of a place: the first retain makes kMore of it

inline u32 wordOf(u32 place) { return __builtin_expect(place >> kWordPlaceBits, 0) ? kNoRoom : place << kWordPlaceAt; }
inline u32 placeInWord(u32 word) { return static_cast<u16>(word >> kWordPlaceAt); }
inline u32 countInWord(u32 word) { return (word & ~kMore) >> kWordCount; }
inline u32 debtsInWord(u32 word) { return word & kDebts; }
// Its retains are of one place, and it is known how many they are.
inline bool isOfOnePlace(u32 word) { return __builtin_expect(word < kNoRoom, 1); }
// How many of one place are outstanding, as far as the word tells.
inline u32 outstandingInWord(u32 word) {
  u32 count = countInWord(word), debts = debtsInWord(word);
  return count > debts ? count - debts : 0;
}
inline bool hasAny(u32 word) { return word & kMore || outstandingInWord(word); }

// The word with one retain less: with the last one it is as new.
inline u32 withoutOne(u32 word) { return word < 2 * kWordOne ? 0 : word - kWordOne; }
// The same of another thread's.
inline u32 owingOne(u32 word) {
  u32 made = word + kDebtOne;
  return outstandingInWord(made) ? made : made & ~kMade;
}

// Which reference a release ends. The first unknown one is taken to be the one the object was made
// with, unless more is known; if that ends for sure later on, the first one was a retain.
enum class Ends : u8 { Retain, Made, Unknown };
inline bool endsRetain(u32 word, Ends ends) { return ends == Ends::Retain || word & kMade; }
// What is known then of the reference that the object was made with.
inline u32 withMade(u32 word, Ends ends) {
  if (ends == Ends::Retain || word & kMadeEnded)
    return word;
  return ends == Ends::Made ? (word & ~kMade) | kMadeEnded : word | kMadeDoubtful;
}
// What is left of a word of the thread's.
inline __attribute__((always_inline)) u32 left(u32 word, Ends ends) {
  if (!endsRetain(word, ends))
    return withMade(word, ends);
  // One that is not known ends a retain where this is known of the other one.
  return withoutOne(ends == Ends::Unknown ? word : withMade(word, ends));
}

inline u32 load(const u32 *word) { return __atomic_load_n(word, __ATOMIC_RELAXED); }
inline void store(u32 *word, u32 value) { __atomic_store_n(word, value, __ATOMIC_RELAXED); }
// False: another thread was there meanwhile; `old` is what it left.
inline bool exchange(u32 *word, u32 &old, u32 made) {
  return __atomic_compare_exchange_n(word, &old, made, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}
// Of a word of the thread's that has more than one: what others change is left as it is.
inline __attribute__((always_inline)) void addToUpper(u32 *word, u32 change) {
  using Half __attribute__((may_alias)) = u16;
  Half *upper = reinterpret_cast<Half *>(word) + 1;
  __atomic_store_n(upper, static_cast<u16>(__atomic_load_n(upper, __ATOMIC_RELAXED) + (change >> kWordUpper)),
                   __ATOMIC_RELAXED);
}

// Of a word of the thread's: `made` has one retain more. `threads`: there may be others.
inline __attribute__((always_inline)) void addOne(bool threads, u32 *word, u32 old, u32 made) {
  if (threads && old)
    addToUpper(word, kWordOne);
  else
    store(word, made);
}
// The same with one less; others have ended none of them.
inline __attribute__((always_inline)) void dropOne(bool threads, u32 *word, u32 old) {
  if (threads && __builtin_expect(old >= 2 * kWordOne, 1))
    addToUpper(word, 0 - kWordOne);
  else
    store(word, withoutOne(old));
}
// What a release leaves of a word of the thread's. False: nothing was changed, as it is not the count alone, or
// others have ended some.
inline __attribute__((always_inline)) bool drop(bool threads, u32 *word, u32 old, Ends ends) {
  if (!threads)
    store(word, left(old, ends));
  else if (__builtin_expect(debtsInWord(old) || withMade(old, ends) != old, 0))
    return false;
  else
    dropOne(true, word, old);
  return true;
}

// And of which set it is.
struct Word {
  u32 *at = nullptr;
  u32 set = ReferenceWords::kNoSet;
};

// Of the thread's set, if it has one to itself.
inline u32 *find(const Recorder &mine, uptr object) {
  ReferenceWords *words = referenceWords(object);
  return words ? words->retainAt(object, mine.word_set) : nullptr;
}
// In all sets in which there is one.
template <typename F> inline void forEachWord(uptr object, F f) {
  if (ReferenceWords *words = referenceWords(object))
    words->eachSet(0, [&](u32 set) {
      f(Word{words->retainAt(object, set), set});
      return true;
    });
}
// What is outstanding may be in the words of others.
inline bool mayBeOfOthers(const Recorder &mine) {
  return __atomic_load_n(&word_sets, __ATOMIC_RELAXED) > (mine.word_set == ReferenceWords::kNoSet ? 0 : 1);
}
// What another thread took ends on this one: a word that has something, if there is one of this place.
__attribute__((noinline)) Word findInAnySet(uptr object, u32 place);
// The same where the site of the retain is known; `word` if no set has one of it.
__attribute__((noinline)) Word findOfSite(uptr object, const refsan_site *site, Word word);
// The same where it is not, and `word` is of a place whose retains are given up by name: of another place, if there is
// one.
__attribute__((noinline)) Word findUnnamed(uptr object, Word word);
// The word that a release is to change, of which `place` is known or 0. Null: nothing is outstanding.
inline Word findToEnd(const Recorder &mine, uptr object, u32 place) {
  u32 *word = find(mine, object);
  u32 old = word ? load(word) : 0;
  if (__builtin_expect(mayBeOfOthers(mine), 0) && (!hasAny(old) || (place && placeInWord(old) != place)))
    if (Word other = findInAnySet(object, place); other.at)
      return other;
  return {old ? word : nullptr, mine.word_set};
}

} // namespace refsan::retains

#endif // REFSAN_RECORD_RETAIN_WORDS_H
