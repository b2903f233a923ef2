//===- mismatches.cpp - blocks given to the wrong function ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/mismatches.h"

namespace refsan {

namespace mismatches {
static Mismatch all[kMostMismatches];
static usize used;
static u64 times;
static bool busy; // another thread, or the one that a signal handler interrupted: then it is only counted
} // namespace mismatches

void noteMismatch(const Mismatch &mismatch) {
  using namespace mismatches;
  __atomic_fetch_add(&times, 1, __ATOMIC_RELAXED);
  if (__atomic_exchange_n(&busy, true, __ATOMIC_ACQUIRE))
    return;
  usize i = 0;
  while (i < used && !all[i].isLike(mismatch))
    ++i;
  if (i < used)
    all[i].times += mismatch.times;
  else if (i < kMostMismatches)
    all[used++] = mismatch;
  __atomic_store_n(&busy, false, __ATOMIC_RELEASE);
}

usize readMismatches(Mismatch (&out)[kMostMismatches]) {
  using namespace mismatches;
  usize count = __atomic_load_n(&used, __ATOMIC_RELAXED);
  for (usize i = 0; i < count; ++i)
    out[i] = all[i];
  return count;
}

u64 countMismatches() { return __atomic_load_n(&mismatches::times, __ATOMIC_RELAXED); }

void visitMismatches(void (*visit)(Mismatch &mismatch, void *arg), void *arg) {
  for (usize i = 0; i < mismatches::used; ++i)
    visit(mismatches::all[i], arg);
}

} // namespace refsan
