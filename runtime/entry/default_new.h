//===- default_new.h - is operator new the C++ library's own? ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program may replace operator new, and does so often enough. Where it has
// not, that function does no more than call malloc, which can be done in its
// place: it takes a quarter off the cost of recording. Any thread, no lock.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_DEFAULT_NEW_H
#define REFSAN_ENTRY_DEFAULT_NEW_H

#include "base/ints.h"

namespace refsan {

// operator new and operator new[] of the C++ library, as far as they were met.
extern void *default_new[2];

inline bool isDefaultNew(void *fn) { return fn == default_new[0] || fn == default_new[1]; }
// Looks at a function that is not among them. The library must be a shared one:
// what is linked into the executable cannot be told from the program's own.
void meetNew(void *fn);
// The same of operator delete and operator delete[] in all their forms. Where the
// program has its own of any of these, what belongs together is its business.
constexpr usize kDeletes = 32;
extern void *default_delete[kDeletes];
inline void *&deleteEntry(void *fn) { return default_delete[reinterpret_cast<uptr>(fn) >> 4 & (kDeletes - 1)]; }
inline bool isDefaultDelete(void *fn) { return deleteEntry(fn) == fn; }
bool meetDelete(void *fn); // whether it is one
bool hasOwnNewOrDelete();
// What it returned is no block of malloc's.
void noteUnseenNew(void *fn);
// The library whose malloc or operator new the program uses instead of ours, so that
// what they make is not seen (jemalloc, mimalloc); null: none.
const char *otherAllocator();

} // namespace refsan

#endif // REFSAN_ENTRY_DEFAULT_NEW_H
