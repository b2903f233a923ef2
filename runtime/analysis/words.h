//===- words.h - memory, a word at a time -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the check looks at memory of the program that it knows to be readable. Marking
// has a loop of its own, which passes over most words at once.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_WORDS_H
#define REFSAN_ANALYSIS_WORDS_H

#include "base/ints.h"

namespace refsan {

// The word at an address of any alignment.
inline uptr wordAt(uptr p) {
  uptr word;
  __builtin_memcpy(&word, reinterpret_cast<const void *>(p), sizeof word);
  return word;
}

// Calls f(address, word) for each word that may be a pointer.
template <typename F> inline void forEachWord(Range range, F f) {
  for (uptr at = (range.begin + 7) & ~uptr(7); at + sizeof(uptr) <= range.end; at += sizeof(uptr))
    f(at, wordAt(at));
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_WORDS_H
