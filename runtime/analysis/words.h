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

// How far apart words may begin that are pointers: less than their size if the program
// keeps some in packed structures. Set before main, or while a library is loaded.
inline usize word_step = sizeof(uptr);
inline void lookAtWordsAt(usize step) {
  if (step < word_step && step > 0)
    word_step = step;
}
inline uptr firstWordAfter(uptr at, usize step) { return (at + step - 1) & ~uptr(step - 1); }

// The word at an address of any alignment.
inline uptr wordAt(uptr p) {
  uptr word;
  __builtin_memcpy(&word, reinterpret_cast<const void *>(p), sizeof word);
  return word;
}

// Calls f(address, word) for each word that may be a pointer.
template <typename F> inline void forEachWord(Range range, F f) {
  const usize step = word_step;
  for (uptr at = firstWordAfter(range.begin, step); at + sizeof(uptr) <= range.end; at += step)
    f(at, wordAt(at));
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_WORDS_H
