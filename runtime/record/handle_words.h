//===- handle_words.h - a word for each handle in the heap ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 2 bytes for each 8 bytes of a chunk, that is for each handle:
//   bits 11..0    the place; 0: no handle; kElsewhere: it has a greater number
//   bits 15..12   a hash of its object
// Programs with so many places are large; what has no room is filed elsewhere (handles.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_HANDLE_WORDS_H
#define REFSAN_RECORD_HANDLE_WORDS_H

#include "record/reference_words.h"
#include "record/thread_state.h"

namespace refsan::handles {

constexpr u32 kInlineBits = 12;
constexpr u32 kPlaceMask = (1 << kInlineBits) - 1, kElsewhere = kPlaceMask;
constexpr usize kWordBytes = usize(1) << ReferenceWords::kHandleBits;

// Of what of the address is the same in every run: where in a page it lies.
inline u32 hashOf(uptr object) { return (static_cast<u32>(object) * (0x9b1u << 20)) >> 28; }
inline u16 wordFor(uptr object, u32 place) { return static_cast<u16>(hashOf(object) << kInlineBits | place); }
// What of the word is its place if it is about the object, else more than that.
inline u32 placeFor(u32 word, uptr object) { return word ^ hashOf(object) << kInlineBits; }
inline bool isInline(u32 place) { return __builtin_expect(place - 1 < kElsewhere - 1, 1); }

inline u16 *find(uptr slot) {
  ReferenceWords *words = referenceWords(slot);
  return words ? words->handleAt(slot) : nullptr;
}
inline u16 *make(uptr slot) {
  ReferenceWords *words = makeReferenceWords(slot);
  return words ? words->handleAt(slot) : nullptr;
}
// A slot is one thread's at a time, and so is its word: plain loads and stores.
inline u32 load(const u16 *word) { return __atomic_load_n(word, __ATOMIC_RELAXED); }
inline void store(u16 *word, u16 value) { __atomic_store_n(word, value, __ATOMIC_RELAXED); }

// What is not usual in releaseHandle(): a place of a greater number, retains of several places.
void releaseSlowly(Recorder &mine, uptr object, uptr slot);

} // namespace refsan::handles

#endif // REFSAN_RECORD_HANDLE_WORDS_H
