//===- leak_check.cpp - one check from begin to end -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/leak_check.h"

#include "analysis/check.h"
#include "containers/arena.h"
#include "entry/check_room.h"
#include "entry/copies.h"
#include "entry/crash_guard.h"
#include "entry/default_new.h"
#include "entry/gate_files.h"
#include "entry/growth.h"
#include "entry/lifecycle.h"
#include "entry/log_file.h"
#include "entry/mismatch_report.h"
#include "entry/report_output.h"
#include "entry/thread_start.h"
#include "entry/user_roots.h"
#include "options/options.h"
#include "platform/beside.h"
#include "platform/own_parts.h"
#include "platform/own_stack.h"
#include "platform/process.h"
#include "platform/process_copy.h"
#include "platform/threads.h"
#include "record/thread_state.h"
#include "record/vanished_stacks.h"
#include "refsan/kinds.h"

namespace refsan {

namespace leak_check {
static Arena input_memory; // of the check that runs

// What a copy of the process leaves behind.
struct CopyResult {
  CheckOutcome outcome;
  bool bad_config;
};
static CopyResult *copy_result; // seen by both; made once
static u64 failed_scopes;

// What the report says of the process; nobody is there to read it where nothing leaked.
static void describeProcess(Report &report) {
  constexpr usize kMostBytes = 16 << 10, kMostArguments = 256, kMostPath = 4096;
  if (!isOutputWanted(report))
    return;
  auto *directory = input_memory.make<char>(kMostPath);
  if (directory && currentDirectory(directory, kMostPath))
    report.cwd = directory;
  auto *arguments = input_memory.make<char>(kMostBytes);
  auto **split = input_memory.make<const char *>(kMostArguments);
  if (!arguments || !split)
    return;
  usize size = commandLine(arguments, kMostBytes), count = 0;
  for (usize at = 0; at < size && count < kMostArguments; at += __builtin_strlen(arguments + at) + 1)
    split[count++] = arguments + at;
  report.cmdline = {split, count};
}

// Besides what the check finds: stacks that no thread has its stack pointer in,
// what threads begin with, and what the program registered.
static Span<Root> moreRoots(const CheckPlace &place) {
  usize vanished = vanishedStacks(nullptr, 0), registered = copyUserRoots(nullptr, 0), count = 0;
  auto *roots = input_memory.make<Root>(vanished + registered + 3);
  auto *ranges = input_memory.make<Range>(vanished + registered);
  if (!roots || !ranges)
    return {};
  auto add = [&](Range words, RootKind kind, i32 thread = 0) { roots[count++] = {words, kind, thread}; };
  add(place.more_stack, RootKind::Stack, currentThreadId());
  add(place.registers, RootKind::Register, currentThreadId());
  add(threadStarts(), RootKind::ThreadStart);
  vanished = vanishedStacks(ranges, vanished);
  registered = copyUserRoots(ranges + vanished, registered);
  for (usize i = 0; i < vanished + registered; ++i)
    add(ranges[i], i < vanished ? RootKind::Stack : RootKind::Registered);
  return {roots, count};
}

static void sayWrongStacks(const Counters &counters) {
  char text[128];
  TextBuilder line(text, sizeof(text));
  line.text("stacks: ").decimal(counters.wrong_stacks).text(" of ").decimal(counters.allocations);
  line.text(" allocations have a wrong one");
  say(line.view());
}

static CheckInput inputFor(int status, const CheckPlace &place, SignalStack signal_stack) {
  CheckInput input;
  input_memory.release();
  input.main_returned = place.main_returned;
  input.ending = !place.on_request;
  input.workers = place.on_request ? 1 : usableProcessors();
  input.own_stack_lowest = place.stack_lowest;
  input.signal_stack = signal_stack;
  input.more_roots = moreRoots(place);
  input.thread_maker = threadMaker();
  static Range own_variables[2];
  runtimeVariables(own_variables);
  input.own_state = {own_variables, 2};
  // What a thread remembers for recording (its newest block) keeps nothing alive.
  uptr own_locals = reinterpret_cast<uptr>(&thread_locals) - currentThreadPointer();
  input.own_tls_offsets = {own_locals, own_locals + sizeof(thread_locals)};
  input.in_copy = place.in_copy && copy_result;
  input.scope = place.scope;
  input.scope_name = place.scope_name;
  input.report_reachable = options().report_reachable;
  input.symbolize = options().symbolize;
  input.symbolize_deadline_ms = options().symbolize_timeout_ms;
  input.stop_deadline_ms = options().stop_timeout_ms;
  input.suppressions = suppressionInput();
  input.instrumented = servesForeignProgram() ? instrumentedModules() : Span<Range>();
  Counters counters = sumCounters();
  input.allocations = counters.allocations;
  input.frees = counters.frees;
  input.temporary = counters.temporary;
  input.peak_bytes = counters.peak_bytes;
  if (options().verify_stacks)
    sayWrongStacks(counters);
  input.exit_code_without = status;
  input.exit_code_with_leaks = options().exitcode ? static_cast<i32>(options().exitcode) : status;
  input.pid = reportedProcess();
  return input;
}

// Who waits for a document gets one that says why there is nothing in it.
static void outputFailure(const char *why, int exit_code) {
  input_memory.release();
  Report report;
  char exe[4096];
  report.exe = executablePath(exe, sizeof(exe)) ? exe : nullptr;
  report.pid = reportedProcess();
  report.error = why;
  describeProcess(report);
  report.bad_config = configIsBad();
  report.exit_code = report.bad_config ? static_cast<int>(Exit::BadConfig) : exit_code;
  outputReport(report);
}

static CheckOutcome failed(const char *why) {
  char text[512];
  TextBuilder line(text, sizeof(text));
  say(line.text("the check failed: ").text(why).view());
  CheckOutcome outcome;
  outcome.exit_code = static_cast<int>(Exit::CheckFailed);
  outputFailure(why, outcome.exit_code);
  return outcome;
}
static CheckOutcome failedWithOther(const char *library) {
  static char text[512];
  TextBuilder why(text, sizeof(text));
  why.text("malloc or operator new is that of ")
      .text(library)
      .text(": what it makes is not seen; link or preload the program without it");
  return failed(why.data());
}

// From what the check found to what becomes of the process.
static CheckOutcome judge(const CheckPlace &place, const CheckInput &input, const CheckResult &result) {
  if (result.status != CheckStatus::Done)
    return failed(result.message);
  if (recordsAreIncomplete())
    return failed("memory for the records of allocations ran out: the report would not be true");
  Report report = *result.report;
  if (!place.scope)
    noteGrowth(report);
  if (!place.scope && options().mismatched)
    addMismatches(report);
  if (*options().baseline)
    compareWithBaseline(report);
  CrashGuard::done();
  CheckOutcome outcome;
  outcome.done = true;
  for (const Finding &finding : report.findings)
    outcome.findings += finding.kind != Class::Reachable;
  failed_scopes += place.scope && outcome.findings;
  report.failed_scopes = failed_scopes;
  report.exit_code = outcome.findings || failed_scopes || (options().mismatched_fails && report.mismatched_times)
                         ? input.exit_code_with_leaks
                         : input.exit_code_without;
  report.on_request = place.on_request;
  report.bad_config = configIsBad();
  if (report.bad_config)
    report.exit_code = static_cast<int>(Exit::BadConfig);
  outcome.exit_code = report.exit_code;
  describeProcess(report);
  outputReport(report);
  if (configIsBad()) // by the output itself, perhaps
    outcome.exit_code = static_cast<int>(Exit::BadConfig);
  return outcome;
}

static void letGo() {
  releaseReallocs();
  releaseThreadStarts();
}

// Either the outcome, or the id of the copy that is to find it.
static CheckOutcome checkUnderGuard(const CheckPlace &place, int status, i32 &copy) {
  SignalStack signal_stack = currentSignalStack(); // before the guard has its own
  CrashGuard guard(options().check_timeout_ms);
  if (const char *library = otherAllocator())
    return failedWithOther(library);
  if (hidesMallocFromLibraries())
    return failed("the program's libraries do not see its malloc, as it was linked with --exclude-libs or a version "
                  "script: what they allocate is not known");
  giveRoomToCheck();
  holdThreadStarts();
  if (!holdReallocs(options().stop_timeout_ms)) {
    letGo();
    return failed("a thread does not come out of realloc");
  }
  CheckInput input = inputFor(status, place, signal_stack);
  input.began_copy = CrashGuard::beginCopy;
  CheckResult result = runCheck(input);
  letGo();
  copy = result.copy;
  if (result.status == CheckStatus::InCopy)
    return {};
  if (result.is_copy)
    reportFor(input.pid);
  CheckOutcome outcome = judge(place, input, result);
  if (result.is_copy) {
    *copy_result = {outcome, configIsBad()};
    endProcess(0);
  }
  return outcome;
}

struct Call {
  const CheckPlace &place;
  int status;
  i32 copy;
  CheckOutcome outcome;

  void make() { outcome = checkUnderGuard(place, status, copy); }
};
} // namespace leak_check

CheckOutcome checkForLeaks(const CheckPlace &place, int status) {
  using namespace leak_check;
  if (place.on_request && !place.scope)
    prepareGrowth();
  if (place.in_copy && !copy_result)
    copy_result = static_cast<CopyResult *>(mapShared(sizeof(CopyResult)));
  constexpr usize kRoom = 128 << 10;
  Call call = {place, status, 0, {}};
  callWithRoom(kRoom, [](void *arg) { static_cast<Call *>(arg)->make(); }, &call);
  takeRoomFromCheck();
  i32 copy = call.copy;
  if (!copy)
    return call.outcome;
  if (!waitForCopy(copy))
    return failed("the copy of the process in which it was done did not come to an end");
  if (copy_result->bad_config)
    markConfigBad();
  return copy_result->outcome;
}

void forgetCopies() { leak_check::copy_result = nullptr; }

int statusWithScopes(int status) {
  return leak_check::failed_scopes && options().exitcode ? static_cast<int>(options().exitcode) : status;
}

int refuseOrSkipCheck(const char *why, int status) {
  char text[256];
  TextBuilder line(text, sizeof(text));
  bool refused = options().gate;
  say(line.text(why).text(refused ? ", but gate=1: nothing was checked" : ": leaks are not looked for").view());
  int ends = refused ? static_cast<int>(Exit::NothingChecked) : status;
  leak_check::outputFailure(why, ends);
  return configIsBad() ? static_cast<int>(Exit::BadConfig) : ends;
}

} // namespace refsan
