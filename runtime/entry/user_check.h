//===- user_check.h - checks that the program asks for ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// And the turn that checks take: one at a time, none after the last.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_USER_CHECK_H
#define REFSAN_ENTRY_USER_CHECK_H

#include "entry/leak_check.h"

namespace refsan {

// Waits for a check that runs. False: the last check has been or is being done.
bool beginCheck(bool last);
void endCheck();
// In the child of a fork: the thread that checked is not there.
void forgetCheck();

// Called by what the program calls: the registers and the stack of that caller
// count. Stops the other threads, reports, lets them go on.
struct ScopeToCheck {
  u16 mark = 0; // 0: none
  const char *name = nullptr;
};
CheckOutcome checkHere(bool last, ScopeToCheck scope = {});

// By a thread of the runtime's, which holds nothing: checks a copy of the process.
CheckOutcome checkCopy();

} // namespace refsan

#endif // REFSAN_ENTRY_USER_CHECK_H
