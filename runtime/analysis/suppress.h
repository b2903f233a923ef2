//===- suppress.h - leaves out what the user does not want ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// After names, lines and fingerprints are known: drops the drafts that a rule
// suppresses, makes one of those that only their callers told apart, and says in notes which
// rules did what.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SUPPRESS_H
#define REFSAN_ANALYSIS_SUPPRESS_H

#include "analysis/check.h"
#include "analysis/findings.h"

namespace refsan {

// Returns how many drafts are left; they come first, in the same order. Takes
// what was suppressed out of the totals of leaks.
usize suppress(Draft *drafts, usize count, const SuppressionInput &input, Totals &totals, Vector<const char *> &notes);

} // namespace refsan

#endif // REFSAN_ANALYSIS_SUPPRESS_H
