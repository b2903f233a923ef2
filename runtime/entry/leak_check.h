//===- leak_check.h - one check from begin to end ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the check at exit and those that the program asks for have in common:
// its input, the report and where it goes. One at a time.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_LEAK_CHECK_H
#define REFSAN_ENTRY_LEAK_CHECK_H

#include "base/ints.h"

namespace refsan {

// Where the calling thread stands.
struct CheckPlace {
  bool main_returned = false; // nothing on the main thread's stack is a root
  uptr stack_lowest = 0;      // of the calling thread's stack, from here up; 0: nothing
  Range more_stack;           // a stack that counts besides
  Range registers;            // of functions on the calling thread's stack
  bool on_request = false;    // the process goes on
  u16 scope = 0;              // only what was allocated in the scope with this mark counts
  const char *scope_name = nullptr;
  bool in_copy = false; // and meanwhile, too: a copy of it is checked
};

struct CheckOutcome {
  bool done = false;
  int exit_code = 0; // with which the process is to end
  u64 findings = 0;  // that count: no leak that is suppressed or known
};

// `status` is that of a process without leaks. The thread records nothing
// meanwhile, and the caller has seen to it that no other check runs.
CheckOutcome checkForLeaks(const CheckPlace &place, int status);

// In the child of a fork: what the parent shares with its copies is not for it.
void forgetCopies();

// What a process is to end with that would end with `status`, after the scopes that something outlived.
int statusWithScopes(int status);

// The check is off: says so, leaves a document that says so where one is wanted,
// and returns with what the process is to end.
int refuseOrSkipCheck(const char *why, int status);

} // namespace refsan

#endif // REFSAN_ENTRY_LEAK_CHECK_H
