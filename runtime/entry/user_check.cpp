//===- user_check.cpp - checks that the program asks for ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/user_check.h"

#include "entry/hooks.h"
#include "entry/lifecycle.h"
#include "options/options.h"
#include "platform/frame_gaps.h"
#include "platform/threads.h"
#include "platform/unwind.h"
#include "record/thread_state.h"

#include <time.h>

namespace refsan {

namespace user_check {
static bool running;
static bool last_begun;

// Only frames above this function's count, so its own locals do not.
__attribute__((noinline)) static CheckOutcome checkAbove(ScopeToCheck scope) {
  CheckPlace place;
  FrameGaps gaps;
  uptr lowest = reinterpret_cast<uptr>(__builtin_frame_address(0));
  unwindAllHere(FrameGaps::visit, &gaps);
  Range own = currentStackBounds();
  if (mainHasReturned() && isMainThread()) {
    // In an atexit function or a destructor: what lies between here and where main was.
    place.more_stack = {lowest, mainReturnSlot()};
  } else {
    place.stack_lowest = lowest;
    place.more_stack = own.contains(lowest) ? Range() : own;
  }
  place.main_returned = mainHasReturned();
  place.on_request = true;
  place.scope = scope.mark;
  place.scope_name = scope.name;
  pauseThread();
  CheckOutcome outcome = checkForLeaks(place, 0);
  resumeThread();
  return outcome;
}
} // namespace user_check

bool beginCheck(bool last) {
  using namespace user_check;
  while (__atomic_exchange_n(&running, true, __ATOMIC_ACQUIRE)) {
    timespec pause = {0, 1'000'000};
    nanosleep(&pause, nullptr);
  }
  if (last_begun) {
    endCheck();
    return false;
  }
  last_begun = last;
  return true;
}

void endCheck() { __atomic_store_n(&user_check::running, false, __ATOMIC_RELEASE); }
void forgetCheck() { endCheck(); }

__attribute__((noinline)) CheckOutcome checkHere(bool last, ScopeToCheck scope) {
  __builtin_unwind_init(); // the caller's registers are in this frame
  CheckOutcome outcome;
  if (!hasStarted() || !options().detect_leaks || (last && __lsan_is_turned_off()) || !beginCheck(last))
    return outcome;
  outcome = user_check::checkAbove(scope);
  endCheck();
  return outcome;
}

CheckOutcome checkCopy() {
  if (!beginCheck(false))
    return {};
  CheckPlace place;
  place.main_returned = mainHasReturned();
  place.on_request = place.in_copy = true;
  CheckOutcome outcome = checkForLeaks(place, 0);
  endCheck();
  return outcome;
}

} // namespace refsan
