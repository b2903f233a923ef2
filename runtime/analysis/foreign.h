//===- foreign.h - findings that no instrumented code had a part in -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An interpreter that an instrumented library is loaded into loses objects of its
// own at its end by thousands, and nobody who tests the library cares.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_FOREIGN_H
#define REFSAN_ANALYSIS_FOREIGN_H

#include "analysis/findings.h"

namespace refsan {

// Keeps the drafts with a member that instrumented code allocated, or that was
// allocated beneath a function of one of these modules; takes the others out of the totals.
// Returns how many are left.
usize dropForeign(Draft *drafts, usize count, Span<Range> instrumented, Totals &totals);

} // namespace refsan

#endif // REFSAN_ANALYSIS_FOREIGN_H
