//===- reference_words.cpp - words about references, by address -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/reference_words.h"

namespace refsan {

u32 word_sets = 1;
ReferenceWords **reference_words;

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
  if (!words || (set && !mapOnce(&words->others[set - 1], sizeof(words->retains))))
    return nullptr;
  return words->retainAt(object, set);
}

} // namespace refsan
