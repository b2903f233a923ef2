//===- growth.h - what grew since the check before --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that does not end has its leaks all the time: what matters is which of
// them grow. The checks of a process that it or its user asked for, and the last one,
// are compared each with the one before. In checks only.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_GROWTH_H
#define REFSAN_ENTRY_GROWTH_H

#include "report/model.h"

namespace refsan {

// Before a check that is not the last: what is remembered reaches the process if a copy
// of it does the check.
void prepareGrowth();
// Fills in Finding::before, notes what grew, and remembers what there is. Void at
// the next call.
void noteGrowth(Report &report);
// In the child of a fork: its first check is still to come.
void forgetGrowth();

} // namespace refsan

#endif // REFSAN_ENTRY_GROWTH_H
