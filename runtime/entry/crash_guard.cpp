//===- crash_guard.cpp - a crash of the check is an error -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/crash_guard.h"

#include "base/format.h"
#include "entry/log_file.h"
#include "entry/report_output.h"
#include "platform/beside.h"
#include "platform/memory.h"
#include "platform/process.h"
#include "platform/threads.h"
#include "refsan/kinds.h"

#include <string.h>

namespace refsan {

namespace crash_guard {
constexpr int kFaults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};
constexpr usize kFaultCount = sizeof(kFaults) / sizeof(kFaults[0]);
static const struct sigaction *actions_before;
constexpr usize kStackBytes = 64 << 10;
static i32 checking_thread;

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
  line.text("the check failed: it crashed (SIG").text(sigabbrev_np(signal)).text(", address 0x");
  line.hex(reinterpret_cast<uptr>(info->si_addr)).text("); nothing can be said about leaks. This is a bug in RefSan.");
  say(line.view());
  Report report;
  report.pid = reportedProcess();
  report.error = "the check crashed";
  report.exit_code = static_cast<int>(Exit::CheckFailed);
  outputReport(report);
  endProcess(static_cast<int>(Exit::CheckFailed));
}
} // namespace crash_guard

CrashGuard::CrashGuard() {
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
}

CrashGuard::~CrashGuard() {
  using namespace crash_guard;
  for (usize i = 0; i < kSignals; i++)
    sigaction(kFaults[i], &before_[i], nullptr);
  if (has_stack_)
    sigaltstack(&stack_before_, nullptr);
  if (stack_)
    unmapPages(stack_, kStackBytes);
}

} // namespace refsan
