//===- retain_words.h - a word for each counted object ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Most objects have outstanding retains of one place, if any: a word of 4 bytes
// for each 32 bytes of a chunk, which hold at most one object, says it all:
//   bits 19..0 the place, 30..22 how many
//   bit 20     the reference that the object was made with has ended
//   bit 21     it may have: an unknown reference ended
// For an object with more places bit 31 is set, and there are records of them (retains.cpp).
// A word has no sequence: that is when its place was first used.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_RETAIN_WORDS_H
#define REFSAN_RECORD_RETAIN_WORDS_H

#include "record/places.h"
#include "record/reference_words.h"
#include "record/thread_state.h"

#include <sys/single_threaded.h>

namespace refsan::retains {

constexpr u32 kMore = 1u << 31;
constexpr u32 kMadeEnded = 1u << kPlaceBits, kMadeDoubtful = kMadeEnded << 1, kMade = kMadeEnded | kMadeDoubtful;
constexpr u32 kWordCount = kPlaceBits + 2; // where it is
constexpr u32 kWordPlace = (1u << kPlaceBits) - 1, kWordOne = 1u << kWordCount, kWordMost = kMore / kWordOne - 1;

inline u32 placeInWord(u32 word) { return word & kWordPlace; }
inline u32 countInWord(u32 word) { return (word & ~kMore) >> kWordCount; }
// Its retains are of one place, and it is known how many they are.
inline bool isOfOnePlace(u32 word) { return __builtin_expect(word < kWordMost << kWordCount, 1); }

inline u32 load(const u32 *word) { return __atomic_load_n(word, __ATOMIC_RELAXED); }
// Of the thread's set.
inline u32 *find(const Recorder &mine, uptr object) {
  ReferenceWords *words = referenceWords(object);
  return words ? words->retainAt(object, mine.word_set) : nullptr;
}
// In all sets.
template <typename F> inline void forEachWord(uptr object, F f) {
  ReferenceWords *words = referenceWords(object);
  for (u32 set = 0, end = words ? __atomic_load_n(&word_sets, __ATOMIC_RELAXED) : 0; set < end; set++)
    if (u32 *word = words->retainAt(object, set))
      f(word);
}
// What another thread took ends on this one: a word that has something, if there is one of this place.
u32 *findInAnySet(uptr object, u32 place);
// The word that a release is to change, of which `place` is known or 0. Null: nothing is outstanding.
inline u32 *findToEnd(const Recorder &mine, uptr object, u32 place) {
  u32 *word = find(mine, object);
  u32 old = word ? load(word) : 0;
  if (__builtin_expect(__atomic_load_n(&word_sets, __ATOMIC_RELAXED) > 1, 0) &&
      (!old || (place && placeInWord(old) != place)))
    if (u32 *other = findInAnySet(object, place))
      return other;
  return old ? word : nullptr;
}

// False: another thread was there meanwhile; `old` is what it left.
inline bool replace(u32 *word, u32 &old, u32 made) {
  if (__builtin_expect(__libc_single_threaded, 1)) {
    *word = made;
    return true;
  }
  return __atomic_compare_exchange_n(word, &old, made, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

// The word with one retain less: with the last one it is as new.
inline u32 withoutOne(u32 word) { return word < 2 * kWordOne ? 0 : word - kWordOne; }

} // namespace refsan::retains

#endif // REFSAN_RECORD_RETAIN_WORDS_H
