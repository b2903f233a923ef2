//===- reference_words.cpp - words about references, by address -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/reference_words.h"

namespace refsan {

u32 word_sets;
ReferenceWords **reference_words;

static u32 taken_sets; // a bit for each that is a thread's
static constexpr usize kPieces = usize(1) << (kUserAddressBits - ReferenceWords::kBits);

bool startReferenceWords() {
  if (!reference_words)
    reference_words = static_cast<ReferenceWords **>(mapSparsePages(kPieces * sizeof(ReferenceWords *)));
  return reference_words;
}

ReferenceWords *makeReferenceWords(uptr address) {
  uptr piece = address >> ReferenceWords::kBits;
  return piece < kPieces ? mapOnce(&reference_words[piece], sizeof(ReferenceWords)) : nullptr;
}

u32 *makeRetainWord(uptr object, u32 set) {
  ReferenceWords *words = makeReferenceWords(object);
  if (!words)
    return nullptr;
  if (!set) // whoever else does it writes the same
    __atomic_store_n(&words->sets[0], words->retains, __ATOMIC_RELEASE);
  else if (!mapOnce(&words->sets[set], sizeof(words->retains)))
    return nullptr;
  if (u32 bit = 1u << set; !(__atomic_load_n(&words->used_sets, __ATOMIC_RELAXED) & bit))
    __atomic_fetch_or(&words->used_sets, bit, __ATOMIC_RELEASE);
  return words->retainAt(object, set);
}

u32 claimRetainSet() {
  constexpr u32 kShared = ReferenceWords::kSharedSet;
  u32 taken = __atomic_load_n(&taken_sets, __ATOMIC_RELAXED), set;
  do
    set = static_cast<u32>(__builtin_ctz(~taken));
  while (set < kShared && !__atomic_compare_exchange_n(&taken_sets, &taken, taken | 1u << set, true, __ATOMIC_ACQUIRE,
                                                       __ATOMIC_RELAXED));
  set = set < kShared ? set : kShared;
  u32 known = __atomic_load_n(&word_sets, __ATOMIC_RELAXED);
  while (known <= set &&
         !__atomic_compare_exchange_n(&word_sets, &known, set + 1, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  return set;
}

void giveUpRetainSet(u32 set) {
  if (set < ReferenceWords::kSharedSet)
    __atomic_fetch_and(&taken_sets, ~(1u << set), __ATOMIC_RELEASE);
}

} // namespace refsan
