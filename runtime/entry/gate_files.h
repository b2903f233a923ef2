//===- gate_files.h - the files that say which findings count ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Suppressions and baseline: read when the runtime starts, so that a wrong file
// is said by a clean program too; used by checks.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_GATE_FILES_H
#define REFSAN_ENTRY_GATE_FILES_H

#include "analysis/check.h"

namespace refsan {

// Says what is wrong; the config is bad then.
void loadGateFiles();

SuppressionInput suppressionInput();
// Moves the findings that the baseline knows out of those that count, notes what
// it knew and what was fixed; adds to the file if that is asked for. What it adds to the report
// is void at the next call.
void compareWithBaseline(Report &report);

} // namespace refsan

#endif // REFSAN_ENTRY_GATE_FILES_H
