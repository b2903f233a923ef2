//===- crash_guard.cpp - a crash or hang of the check is an error ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/crash_guard.h"

#include "base/format.h"
#include "entry/log_file.h"
#include "entry/report_output.h"
#include "options/options.h"
#include "platform/beside.h"
#include "platform/memory.h"
#include "platform/process.h"
#include "platform/syscall.h"
#include "platform/threads.h"
#include "refsan/kinds.h"

#include <string.h>
#include <time.h>

namespace refsan {

namespace crash_guard {
constexpr int kFaults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};
constexpr usize kFaultCount = sizeof(kFaults) / sizeof(kFaults[0]);
static const struct sigaction *actions_before;
constexpr usize kStackBytes = 64 << 10;
// Of the faults, which the check never blocks, the least likely one.
constexpr int kTimeIsUp = SIGSYS;
static i32 checking_thread;

[[noreturn]] static void fail(StringView line, const char *error) {
  say(line);
  Report report;
  report.pid = reportedProcess();
  report.error = error;
  report.exit_code = static_cast<int>(Exit::CheckFailed);
  outputReport(report);
  endProcess(static_cast<int>(Exit::CheckFailed));
}

static void onFault(int signal, siginfo_t *info, void *) {
  if (currentThreadId() != checking_thread && !isBeside()) {
    // Not ours: comes again at the return, to whoever had it before.
    for (usize i = 0; i < kFaultCount; i++)
      if (kFaults[i] == signal)
        sigaction(signal, &actions_before[i], nullptr);
    return;
  }
  char text[256];
  TextBuilder line(text, sizeof(text));
  if (signal == kTimeIsUp && info->si_code == SI_TIMER) {
    line.text("the check failed: it took longer than check_timeout_ms=").decimal(options().check_timeout_ms);
    fail(line.text("; nothing can be said about leaks").view(), "the check took too long");
  }
  line.text("the check failed: it crashed (SIG").text(sigabbrev_np(signal)).text(", address 0x");
  line.hex(reinterpret_cast<uptr>(info->si_addr)).text("); nothing can be said about leaks. ");
  line.text("The program has damaged memory, or this is a bug in RefSan.");
  fail(line.view(), "the check crashed");
}

// The signal comes to this thread alone, by a clock that nothing else in the
// process uses. False: the system has none for us.
static u32 time_ms;
static bool has_timer;
static int timer;
static bool startTimer(u32 ms) {
  sigevent event = {};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = kTimeIsUp;
  event._sigev_un._tid = checking_thread;
  if (!ms || rawSyscall(SYS_timer_create, CLOCK_MONOTONIC, rawAddress(&event), rawAddress(&timer)) != 0)
    return false;
  itimerspec once = {{}, {static_cast<time_t>(ms / 1000), static_cast<long>(ms % 1000) * 1000000}};
  return rawSyscall(SYS_timer_settime, timer, 0, rawAddress(&once), 0) == 0;
}
} // namespace crash_guard

CrashGuard::CrashGuard(u32 timeout_ms) {
  using namespace crash_guard;
  static_assert(kFaultCount == kSignals);
  actions_before = before_;
  checking_thread = currentThreadId();
  stack_ = mapPages(kStackBytes);
  stack_t stack = {};
  stack.ss_sp = stack_;
  stack.ss_size = kStackBytes;
  has_stack_ = stack_ && !sigaltstack(&stack, &stack_before_); // fails on an alternate stack, which then serves
  struct sigaction action = {};
  action.sa_sigaction = onFault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  sigset_t faults;
  sigemptyset(&faults);
  for (usize i = 0; i < kSignals; i++) {
    sigaction(kFaults[i], &action, &before_[i]);
    sigaddset(&faults, kFaults[i]);
  }
  pthread_sigmask(SIG_UNBLOCK, &faults, nullptr);
  time_ms = timeout_ms;
  has_timer = startTimer(timeout_ms);
}

void CrashGuard::done() {
  using namespace crash_guard;
  if (has_timer)
    rawSyscall(SYS_timer_delete, timer);
  has_timer = false;
}

void CrashGuard::beginCopy() {
  using namespace crash_guard;
  checking_thread = currentThreadId();
  has_timer = startTimer(time_ms);
}

CrashGuard::~CrashGuard() {
  using namespace crash_guard;
  done();
  for (usize i = 0; i < kSignals; i++)
    sigaction(kFaults[i], &before_[i], nullptr);
  if (has_stack_)
    sigaltstack(&stack_before_, nullptr);
  if (stack_)
    unmapPages(stack_, kStackBytes);
}

} // namespace refsan
