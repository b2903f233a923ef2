//===- mismatches.h - blocks given to the wrong function --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// free of new, delete of new[] and the like: where the blocks were made, where
// they were given back, and how often. Noting: any thread, no lock waited for, no
// libc call. Reading: the check.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_MISMATCHES_H
#define REFSAN_RECORD_MISMATCHES_H

#include "base/ints.h"
#include "refsan/abi.h"
#include "refsan/kinds.h"

namespace refsan {

constexpr usize kMostMismatches = 64; // of different places; the rest is only counted

struct Mismatch {
  const refsan_site *made, *given; // null: unknown
  AllocFamily maker, taker;
  u64 times;

  bool isLike(const Mismatch &other) const {
    return made == other.made && given == other.given && maker == other.maker && taker == other.taker;
  }
};

void noteMismatch(const Mismatch &mismatch);
// Copies them; returns how many.
usize readMismatches(Mismatch (&out)[kMostMismatches]);
// Of all places.
u64 countMismatches();
// All there are, to be changed in place (see kept_sites.h).
void visitMismatches(void (*visit)(Mismatch &mismatch, void *arg), void *arg);

} // namespace refsan

#endif // REFSAN_RECORD_MISMATCHES_H
