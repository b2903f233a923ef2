//===- exit_stack.h - what of the exiting thread's stack counts -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The frames of exit() and of what it calls are no roots; those of its callers are,
// and so are registers that they left their values in. What a function that calls
// exit() has in registers itself is of no use to it any more.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_EXIT_STACK_H
#define REFSAN_ENTRY_EXIT_STACK_H

#include "base/ints.h"

namespace refsan {

struct ExitStack {
  uptr lowest = 0; // stack pointer of the function that called exit or quick_exit
  // The thread's own stack if exit was called on another one (a signal handler's,
  // a coroutine's); empty otherwise.
  Range other;
  uptr registers[6] = {}; // what functions further up keep in them
};

// The caller of a function whose frame begins at `sp` calls next what ends the
// program: exit or its like itself (`by_library`), or a function that comes to it.
void noteEndingCall(uptr sp, bool by_library);

// To be called inside a function that libc's exit has called. If the stack
// cannot be unwound, all of it counts from the caller's frame up.
ExitStack findExitStack();

} // namespace refsan

#endif // REFSAN_ENTRY_EXIT_STACK_H
