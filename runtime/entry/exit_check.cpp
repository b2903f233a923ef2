//===- exit_check.cpp - the check at the end of the process ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/exit_check.h"

#include "entry/cpython.h"
#include "entry/exit_stack.h"
#include "entry/hooks.h"
#include "entry/lifecycle.h"
#include "entry/log_file.h"
#include "entry/user_check.h"
#include "options/options.h"
#include "platform/threads.h"
#include "record/thread_state.h"
#include "refsan/kinds.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

namespace refsan {

namespace exit_check {
static bool begun;
static i32 checking_thread;

// libc's exit calls each exit function once, whichever thread gets it, and ends the
// process when there are none left. While one thread is in the check, there is
// always one more for another thread that exits, and it waits in that.
static void keepOthersWaiting(int, void *) {
  if (currentThreadId() == checking_thread)
    return;
  on_exit(keepOthersWaiting, nullptr);
  for (;;)
    pause();
}

// So that the program's output stands before the report. If another thread is in
// the stream (blocked, perhaps) it is left to libc.
static void flushOutput() {
  if (ftrylockfile(stdout))
    return;
  fflush_unlocked(stdout);
  funlockfile(stdout);
}

// The status with which the process is to end.
static int check(int status, const ExitStack &stack) {
  if (!isInstrumented()) {
    if (!options().gate || runFolder()) // refsan run counts those that were checked
      return status;
    meetInstrumentedCode(); // for the files where it is to be said
    return refuseOrSkipCheck("no instrumented code was loaded", status);
  }
  if (!options().detect_leaks)
    return refuseOrSkipCheck("detect_leaks=0", status);
  if (__lsan_is_turned_off())
    return refuseOrSkipCheck("__lsan_is_turned_off()", status);
  if (!beginCheck(true)) // done before, by the program's own wish
    return configIsBad() ? static_cast<int>(Exit::BadConfig) : status;
  if (!options().leak_check_at_exit)
    return refuseOrSkipCheck("leak_check_at_exit=0", statusWithScopes(status));
  constexpr u32 kEndingMs = 50;
  awaitEndingThreads(kEndingMs); // threads that nobody joined, of Rust's thread::scope, say
  emptyCollectorLists();
  CheckPlace place;
  place.main_returned = mainHasReturned();
  place.stack_lowest = place.main_returned && isMainThread() ? 0 : stack.lowest;
  place.more_stack = stack.other;
  if (place.stack_lowest)
    place.registers = {reinterpret_cast<uptr>(stack.registers), reinterpret_cast<uptr>(&stack.registers + 1)};
  return checkForLeaks(place, status).exit_code;
}
} // namespace exit_check

void checkAtExit(int status, bool quick) {
  using namespace exit_check;
  if (__atomic_exchange_n(&begun, true, __ATOMIC_ACQ_REL)) {
    // The exit that the check ended with, or another thread's meanwhile.
    while (currentThreadId() != checking_thread)
      pause();
    return;
  }
  checking_thread = currentThreadId();
  pauseThread();
  if (!quick) {
    on_exit(keepOthersWaiting, nullptr);
    flushOutput();
  }
  int ends = check(status, findExitStack());
  if (ends == status && !quick)
    return;
  if (!quick)
    exit(ends);
  if (ends)
    _exit(ends);
}

} // namespace refsan
