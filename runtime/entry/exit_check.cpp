//===- exit_check.cpp - the check at the end of the process -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/exit_check.h"

#include "analysis/check.h"
#include "entry/crash_guard.h"
#include "entry/exit_stack.h"
#include "entry/lifecycle.h"
#include "entry/log_file.h"
#include "entry/report_output.h"
#include "options/options.h"
#include "platform/memory.h"
#include "platform/process.h"
#include "platform/threads.h"
#include "record/thread_state.h"
#include "record/vanished_stacks.h"
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

// What the report says of the process; lives as long as that.
struct ProcessTexts {
  char arguments[16 << 10];
  char directory[4096];
  const char *split[256];
};

static void describeProcess(CheckInput &input) {
  input.pid = processId();
  auto *texts = static_cast<ProcessTexts *>(mapPages(sizeof(ProcessTexts)));
  if (!texts)
    return;
  if (currentDirectory(texts->directory, sizeof(texts->directory)))
    input.cwd = texts->directory;
  usize size = commandLine(texts->arguments, sizeof(texts->arguments)), count = 0;
  constexpr usize kMost = sizeof(texts->split) / sizeof(texts->split[0]);
  for (usize at = 0; at < size && count < kMost; at += __builtin_strlen(texts->arguments + at) + 1)
    texts->split[count++] = texts->arguments + at;
  input.cmdline = {texts->split, count};
}

// Besides what the check finds: stacks that no thread has its stack pointer in.
static Span<Range> otherStacks(const ExitStack &stack) {
  usize vanished = vanishedStacks(nullptr, 0), count = 0;
  auto *ranges = static_cast<Range *>(mapPages((vanished + 1) * sizeof(Range)));
  if (!ranges)
    return {};
  if (stack.other.size())
    ranges[count++] = stack.other;
  count += vanishedStacks(ranges + count, vanished);
  return {ranges, count};
}

static CheckInput inputFor(int status, const ExitStack &stack) {
  CheckInput input;
  input.main_returned = mainHasReturned();
  input.own_stack_lowest = input.main_returned && isMainThread() ? 0 : stack.lowest;
  input.user_roots = otherStacks(stack);
  // What a thread remembers for recording (its newest block) keeps nothing alive.
  uptr own_locals = reinterpret_cast<uptr>(&thread_locals) - currentThreadPointer();
  input.own_tls_offsets = {own_locals, own_locals + sizeof(thread_locals)};
  input.report_reachable = options().report_reachable;
  input.symbolize = options().symbolize;
  input.symbolize_deadline_ms = options().symbolize_timeout_ms;
  input.stop_deadline_ms = options().stop_timeout_ms;
  Counters counters = sumCounters();
  input.allocations = counters.allocations;
  input.frees = counters.frees;
  input.temporary = counters.temporary;
  input.peak_bytes = counters.peak_bytes;
  input.exit_code_without = status;
  input.exit_code_with_leaks = options().exitcode ? static_cast<i32>(options().exitcode) : status;
  describeProcess(input);
  return input;
}

// The status with which the process is to end.
static int check(int status, const ExitStack &stack) {
  CrashGuard guard;
  if (!holdReallocs(options().stop_timeout_ms)) {
    say("the check failed: a thread does not come out of realloc");
    return static_cast<int>(Exit::CheckFailed);
  }
  CheckInput input = inputFor(status, stack);
  CheckResult result = runCheck(input);
  releaseReallocs();
  if (result.status == CheckStatus::Done && recordsAreIncomplete())
    result.message = "memory for the records of allocations ran out: the report would not be true";
  if (result.status != CheckStatus::Done || recordsAreIncomplete()) {
    char text[512];
    TextBuilder line(text, sizeof(text));
    say(line.text("the check failed: ").text(result.message).view());
    return static_cast<int>(Exit::CheckFailed);
  }
  outputReport(*result.report);
  return hasLeaks(*result.report) ? input.exit_code_with_leaks : status;
}

static int statusWithoutCheck(int status) {
  if (options().gate) {
    say("detect_leaks=0, but gate=1: nothing was checked");
    return static_cast<int>(Exit::NothingChecked);
  }
  say("detect_leaks=0: leaks are not looked for");
  return status;
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
  int ends = options().detect_leaks ? check(status, findExitStack()) : statusWithoutCheck(status);
  if (configIsBad())
    ends = static_cast<int>(Exit::BadConfig);
  if (ends == status && !quick)
    return;
  if (!quick)
    exit(ends);
  if (ends)
    _exit(ends);
}

} // namespace refsan
