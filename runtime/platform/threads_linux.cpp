//===- threads_linux.cpp - stopping threads on Linux ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See threads.h. Rounds: list the threads, ask the new ones to stop, wait; until a
// round finds no new one. Only stopped threads cannot make new ones, so this ends.
//
//===----------------------------------------------------------------------===//

#include "platform/threads.h"

#include "platform/maps.h"
#include "platform/memory.h"
#include "platform/patience.h"
#include "platform/process.h"
#include "platform/stop_signal.h"
#include "platform/syscall.h"
#include "platform/task_list.h"
#include "platform/thread_control.h"
#include "platform/unwind.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
#include <sys/single_threaded.h>
#include <time.h>
#include <ucontext.h>

namespace refsan {
namespace stopping {

static StopRecords *g_records; // all rounds
static ThreadState *g_states;  // what stopOtherThreads() gave out
static usize g_states_bytes;
static bool g_asked;   // the handler is installed
static u32 g_recounts; // how often none was new, but some were left out
static u64 g_mask;     // the caller's signals, before

constexpr usize kRedZone = 128; // below the stack pointer, for functions that call nobody

static void blockSignals() {
  constexpr int kFaults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
  u64 faults = 0;
  for (int signal : kFaults)
    faults |= u64(1) << (signal - 1);
  u64 all = ~faults;
  rawSyscall(SYS_rt_sigprocmask, SIG_SETMASK, rawAddress(&all), rawAddress(&g_mask), 8);
}

static bool isKnown(i32 tid) {
  for (const StopRecords *some = g_records; some; some = some->previous)
    for (usize i = 0; i < some->size; ++i)
      if (some->data[i].tid == tid) // a first thread that has ended stays listed; other ids may be used again
        return some->data[i].state != StopRecord::Gone || taskIsGone(tid);
  return false;
}

struct NewTasks {
  i32 self;
  usize count;
  StopRecords *into; // null: count only
  usize room;
  bool missed; // one has ended meanwhile: it may have made others
  usize seen;  // all, known or not
};

// Asks at once: a thread that makes another and ends is soon another one.
static void takeTask(i32 tid, void *arg) {
  auto *tasks = static_cast<NewTasks *>(arg);
  ++tasks->seen;
  if (tid == tasks->self || isKnown(tid))
    return;
  ++tasks->count;
  if (!tasks->into || tasks->into->size >= tasks->room)
    return;
  StopRecord &record = tasks->into->data[tasks->into->size];
  record.tid = tid;
  record.state = StopRecord::Asked;
  __atomic_store_n(&tasks->into->size, tasks->into->size + 1, __ATOMIC_RELEASE);
  int error = askToStop(record);
  record.queued = error == 0;
  if (error == ESRCH) {
    record.state = StopRecord::Gone;
    tasks->missed = true;
  }
}

// Asks the threads that have no record yet. `found` false: there were none.
// False: they cannot be listed, or there is no memory.
static bool askNew(bool &found) {
  NewTasks tasks = {currentThreadId(), 0, nullptr, 0, false, 0};
  found = false;
  if (!forEachTask(takeTask, &tasks))
    return false;
  if (tasks.count == 0) {
    constexpr u32 kMostRecounts = 100; // in a namespace that sees other numbers it is never enough
    found = tasks.seen < taskCount() && g_recounts++ < kMostRecounts;
    return true;
  }
  tasks.room = tasks.count + 16; // some more may start meanwhile
  usize bytes = sizeof(StopRecords) + tasks.room * sizeof(StopRecord);
  auto *records = static_cast<StopRecords *>(mapPages(bytes));
  if (!records)
    return false;
  records->bytes = bytes;
  records->previous = g_records;
  g_records = records;
  if (g_asked)
    publishStopRecords(g_records);
  else
    installStopHandler(g_records);
  g_asked = true;
  tasks.into = records;
  bool listed = forEachTask(takeTask, &tasks);
  found = records->size > 0 || tasks.missed;
  return listed;
}

// Asks those that have not answered again if the signal could not be queued,
// and finds out which have ended. Returns how many are still expected.
static usize lookAfter(StopRecords &records) {
  usize expected = 0;
  for (usize i = 0; i < records.size; ++i) {
    StopRecord &record = records.data[i];
    if (__atomic_load_n(&record.state, __ATOMIC_ACQUIRE) != StopRecord::Asked)
      continue;
    int error = record.queued ? 0 : askToStop(record);
    record.queued = error == 0;
    if (error == ESRCH || taskIsGone(record.tid)) {
      u32 asked = StopRecord::Asked;
      __atomic_compare_exchange_n(&record.state, &asked, static_cast<u32>(StopRecord::Gone), false, __ATOMIC_ACQ_REL,
                                  __ATOMIC_RELAXED);
    } else {
      ++expected;
    }
  }
  return expected;
}

static usize countAsked(const StopRecords &records) {
  usize count = 0;
  for (usize i = 0; i < records.size; ++i)
    count += __atomic_load_n(&records.data[i].state, __ATOMIC_ACQUIRE) == StopRecord::Asked;
  return count;
}

static void waitForArrival(u32 seen, u64 ms) {
  timespec timeout = {static_cast<time_t>(ms / 1000), static_cast<long>(ms % 1000) * 1000000};
  rawSyscall(SYS_futex, rawAddress(arrivedCounter()), FUTEX_WAIT_PRIVATE, static_cast<long>(seen),
             rawAddress(&timeout));
}

static bool anyRuns(const StopRecords &records) {
  for (usize i = 0; i < records.size; ++i)
    if (__atomic_load_n(&records.data[i].state, __ATOMIC_ACQUIRE) == StopRecord::Asked && taskRuns(records.data[i].tid))
      return true;
  return false;
}

// Waits until each has answered, ended or run out of time.
static void stopAll(StopRecords &records, StopDeadline &deadline) {
  u64 next_look = monotonicMs() + 2;
  while (countAsked(records) > 0) {
    u64 now = monotonicMs();
    u32 seen = __atomic_load_n(arrivedCounter(), __ATOMIC_ACQUIRE);
    if (countAsked(records) == 0 || deadline.passed(now, seen, [&] { return anyRuns(records); }))
      break;
    if (now >= next_look) {
      if (lookAfter(records) == 0)
        break;
      next_look = now + 10;
    }
    waitForArrival(seen, next_look > now ? next_look - now : 1);
  }
  for (usize i = 0; i < records.size; ++i) {
    u32 asked = StopRecord::Asked;
    __atomic_compare_exchange_n(&records.data[i].state, &asked, static_cast<u32>(StopRecord::GivenUp), false,
                                __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
  }
}

// The readable part of a stack, without the guard page at its low end.
static Range readablePart(Range stack) {
  Range mapping = mappingAround(stack.end - 1);
  return {mapping.begin > stack.begin ? mapping.begin : stack.begin, mapping.end ? stack.end : stack.begin};
}

// The stack pointer that a thread left on its own stack when a signal handler
// took it to an alternate one; 0: it did not get there by a signal.
static uptr suspendedAt(const ThreadState &thread, Range own) {
  UnwindFrame frames[64];
  u32 count = unwindFrom(cursorOf(thread), frames, 64);
  for (u32 i = 0; i < count; ++i)
    if (own.contains(frames[i].cfa))
      return frames[i].cfa;
  return 0;
}

// Where the stacks of a thread are, given its stack pointer (0: unknown).
static void findStacks(ThreadState &thread) {
  uptr sp = thread.stack_pointer;
  Range own = stackByControlBlock(thread.thread_pointer);
  if (thread.is_main && !own.contains(sp)) { // else it is the fork of another thread
    own = firstThreadStack();
    own.end = own.end ? mappingAround(own.end - 1).end : 0; // the arguments above are roots, too
  }
  if (!sp) {
    thread.stack = own.end ? readablePart(own) : Range{};
    thread.stack_pointer = thread.stack.begin;
  } else if (own.contains(sp)) {
    thread.stack = {sp - kRedZone, own.end};
  } else {
    thread.stack = {sp - kRedZone, mappingAround(sp).end};
    uptr suspended = own.end && thread.stopped ? suspendedAt(thread, own) : 0;
    thread.other_stack = suspended ? Range{suspended - kRedZone, own.end} : own.end ? readablePart(own) : Range{};
  }
  if (thread.stack.end < thread.stack.begin)
    thread.stack = {};
}

static StopResult takeResult(bool listed) {
  StopResult result;
  result.listed = listed;
  usize count = 0;
  for (const StopRecords *some = g_records; some; some = some->previous)
    count += some->size;
  if (count == 0)
    return result;
  g_states_bytes = count * sizeof(ThreadState);
  g_states = static_cast<ThreadState *>(mapPages(g_states_bytes));
  if (!g_states) {
    result.listed = false;
    return result;
  }
  i32 pid = processId();
  for (const StopRecords *some = g_records; some; some = some->previous)
    for (usize i = 0; i < some->size; ++i) {
      const StopRecord &record = some->data[i];
      u32 state = __atomic_load_n(&record.state, __ATOMIC_ACQUIRE);
      if (state == StopRecord::Gone)
        continue;
      ThreadState &thread = g_states[result.size++];
      if (state == StopRecord::Stopped)
        memcpy(&thread, &record.result, sizeof(thread));
      else
        thread.stack_pointer = taskStackPointer(record.tid);
      thread.tid = record.tid;
      thread.is_main = record.tid == pid;
      thread.stopped = state == StopRecord::Stopped;
      result.unstoppable += !thread.stopped;
      findStacks(thread);
    }
  result.data = g_states;
  return result;
}

} // namespace stopping

UnwindCursor cursorOf(const ThreadState &thread) {
  UnwindCursor cursor;
  cursor.pc = thread.registers[REG_RIP];
  cursor.sp = thread.registers[REG_RSP];
  cursor.fp = thread.registers[REG_RBP];
  cursor.rbx = thread.registers[REG_RBX];
  cursor.r12 = thread.registers[REG_R12];
  cursor.r13 = thread.registers[REG_R13];
  cursor.r14 = thread.registers[REG_R14];
  cursor.r15 = thread.registers[REG_R15];
  cursor.interrupted = true;
  return cursor;
}

StopResult stopOtherThreads(u32 deadline_ms) {
  StopDeadline deadline(deadline_ms);
  UnwindFrame frame;
  unwindHere(&frame, 1); // what it looks up once, it must not look up while threads are stopped
  stopping::blockSignals();
  bool found, listed;
  stopping::g_recounts = 0;
  while ((listed = stopping::askNew(found)) && found)
    if (stopping::g_records)
      stopping::stopAll(*stopping::g_records, deadline);
  return stopping::takeResult(listed);
}

void awaitEndingThreads(u32 deadline_ms) {
  if (__libc_single_threaded)
    return;
  for (u64 deadline = monotonicMs() + deadline_ms; hasOtherThreads() && monotonicMs() < deadline;) {
    bool one_runs = false;
    auto look = [](i32 tid, void *one_runs) {
      if (tid != currentThreadId() && taskRuns(tid))
        *static_cast<bool *>(one_runs) = true;
    };
    if (!forEachTask(look, &one_runs) || !one_runs)
      return;
    timespec pause = {0, 200'000};
    rawSyscall(SYS_nanosleep, rawAddress(&pause), 0);
  }
}

void resumeOtherThreads(bool ending) {
  bool all_stopped = true;
  for (const StopRecords *some = stopping::g_records; some; some = some->previous)
    for (usize i = 0; i < some->size; ++i)
      all_stopped &= some->data[i].state != StopRecord::GivenUp;
  if (stopping::g_asked)
    releaseStopped(all_stopped, ending);
  stopping::g_asked = false;
  // A thread that is still to arrive may look at the records: they stay.
  for (StopRecords *some = stopping::g_records; some && all_stopped;) {
    StopRecords *previous = some->previous;
    unmapPages(some, some->bytes);
    some = previous;
  }
  stopping::g_records = nullptr;
  unmapPages(stopping::g_states, stopping::g_states_bytes);
  stopping::g_states = nullptr;
  rawSyscall(SYS_rt_sigprocmask, SIG_SETMASK, rawAddress(&stopping::g_mask), 0, 8);
}

} // namespace refsan
