//===- stop_signal.h - stopping one thread by a signal ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handler that a thread waits in while it is stopped, and the record it leaves.
// Only for platform/threads. The handler runs on any stack, also on threads without
// a usable TCB: it uses no thread-local storage, no libc call, and keeps errno.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_STOP_SIGNAL_H
#define REFSAN_PLATFORM_STOP_SIGNAL_H

#include "base/ints.h"
#include "platform/threads.h"

namespace refsan {

// One a thread that has been sent the signal.
struct StopRecord {
  // Asked -> Stopped by the handler; Asked -> Gone or GivenUp by the checking thread.
  enum State : u32 { Asked, Stopped, Gone, GivenUp };
  u32 state;
  i32 tid;
  bool queued;        // the signal is on its way
  ThreadState result; // complete once state is Stopped
};

// Handlers find their record here. Pages of records, the newest first.
struct StopRecords {
  StopRecords *previous;
  usize bytes;
  usize size; // grows while threads are being asked
  StopRecord data[1];
};

// Makes the handler the process's for the signal. From now on arrived() counts.
void installStopHandler(StopRecords *records);
// The records of later rounds too.
void publishStopRecords(StopRecords *records);
// Sends the signal: 0, ESRCH (the thread is gone) or EAGAIN (try again).
int askToStop(const StopRecord &record);
// How many handlers have stopped since installStopHandler(); a futex.
u32 *arrivedCounter();
// Lets all threads go on, also those that arrive from now on. The handler stays
// if the signal may still be pending somewhere: its default is to kill. `ending`: as in resumeOtherThreads().
void releaseStopped(bool restore_handler, bool ending);

} // namespace refsan

#endif // REFSAN_PLATFORM_STOP_SIGNAL_H
