//===- interrupted_call.h - waiting that a signal ended ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_INTERRUPTED_CALL_H
#define REFSAN_PLATFORM_INTERRUPTED_CALL_H

namespace refsan {

// In a signal handler, about to return: if the signal ended a system call that Linux ends with EINTR whatever
// SA_RESTART says (pause, poll and others, see signal(7)), the thread is to make it again. With a time limit, it waits
// for all of that again, and a signal that comes just now may find it not waiting yet: for processes that are about to
// end. `context`: the handler's third argument, a ucontext_t.
void makeCallAgain(void *context);

} // namespace refsan

#endif // REFSAN_PLATFORM_INTERRUPTED_CALL_H
