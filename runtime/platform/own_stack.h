//===- own_stack.h - a call that does not need the thread's stack -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs exit from threads with little stack, and from coroutines. Where the calling thread's stack surely has
// `room` bytes left the call is an ordinary one.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_OWN_STACK_H
#define REFSAN_PLATFORM_OWN_STACK_H

#include "base/ints.h"

namespace refsan {

// Calls f(arg): here, or on pages that are mapped for the call; here, too, if there are none.
void callWithRoom(usize room, void (*f)(void *), void *arg);

} // namespace refsan

#endif // REFSAN_PLATFORM_OWN_STACK_H
