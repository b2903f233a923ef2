//===- patience.h - how long others are waited for --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Deadlines for what other threads are to do. Where hundreds of threads wait for a
// processor, seconds pass in which neither they nor the one that waits for them run:
// a deadline in time alone has passed when it wakes up, and nobody had the chance.
// So time is counted by looks. Pure; milliseconds of a clock that the caller reads.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_PATIENCE_H
#define REFSAN_PLATFORM_PATIENCE_H

#include "base/ints.h"

namespace refsan {

class Patience {
public:
  static constexpr u64 kMostOfALook = 20;

  // What passed since the last look, but at most what a look counts for; 0 at the first.
  u64 look(u64 now) {
    u64 passed = now > last_ ? now - last_ : 0;
    last_ = now;
    return passed < kMostOfALook ? passed : kMostOfALook;
  }

private:
  u64 last_ = ~u64(0);
};

// For threads that have been asked to stop. Those that the kernel lets run answer in the end: with hundreds
// of threads, on a busy machine or under strace that takes its time.
class StopDeadline {
public:
  static constexpr u64 kTimesIfRunning = 15;
  static constexpr u64 kIdle = 500; // one that waits for a page is not idle for so long

  explicit StopDeadline(u64 usual) : usual_(usual) {}

  // `answers`: how many have answered so far. `run()`: whether one of the others is ready to run; asked only if
  // it matters.
  template <typename Run> bool passed(u64 now, u32 answers, Run run) {
    u64 step = patience_.look(now);
    waited_ += step;
    if (waited_ < usual_)
      return false;
    idle_ += step;
    if (answers != answers_ || run())
      idle_ = 0;
    answers_ = answers;
    return idle_ >= kIdle || waited_ >= kTimesIfRunning * usual_;
  }

private:
  Patience patience_;
  u64 usual_, waited_ = 0, idle_ = 0;
  u32 answers_ = 0;
};

} // namespace refsan

#endif // REFSAN_PLATFORM_PATIENCE_H
