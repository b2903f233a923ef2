//===- mismatch_report.h - blocks given to the wrong function ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_MISMATCH_REPORT_H
#define REFSAN_ENTRY_MISMATCH_REPORT_H

#include "report/model.h"

namespace refsan {

// To the report go those of the process until now. One check at a time.
void addMismatches(Report &report);

} // namespace refsan

#endif // REFSAN_ENTRY_MISMATCH_REPORT_H
