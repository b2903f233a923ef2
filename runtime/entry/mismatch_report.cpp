//===- mismatch_report.cpp - blocks given to the wrong function -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/mismatch_report.h"

#include "analysis/describe.h"
#include "record/mismatches.h"

namespace refsan {

void addMismatches(Report &report) {
  static Mismatch known[kMostMismatches];
  static MismatchedBlocks shown[kMostMismatches];
  constexpr const char *kMakes[] = {
#define REFSAN_FAMILY(Enum, Id, Makes, Takes) Makes,
#include "refsan/kinds.def"
  };
  constexpr const char *kTakes[] = {
#define REFSAN_FAMILY(Enum, Id, Makes, Takes) Takes,
#include "refsan/kinds.def"
  };
  usize count = readMismatches(known);
  for (usize i = 0; i < count; ++i)
    shown[i] = {kMakes[static_cast<u32>(known[i].maker)], kTakes[static_cast<u32>(known[i].taker)],
                placeOfSite(known[i].made), placeOfSite(known[i].given), known[i].times};
  report.mismatched = {shown, count};
  report.mismatched_times = countMismatches();
}

} // namespace refsan
