//===- check.h - the leak check ---------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one entry of analysis/, called by entry/lifecycle at exit (or by a user's
// request): lists the modules, stops the other threads, marks from the roots,
// explains what was not reached, lets the threads go on, looks up lines, and
// returns the report. It prints nothing and ends nothing. One check at a time,
// any thread; all its memory is mapPages memory, valid until the next check.
//
// What the caller owes: no allocation of the process may be half recorded by
// the calling thread; stdio was flushed; own allocations of the runtime are not
// on the recorded heap.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_CHECK_H
#define REFSAN_ANALYSIS_CHECK_H

#include "analysis/root.h"
#include "base/ints.h"
#include "gate/suppressions.h"
#include "platform/threads.h"
#include "report/model.h"

namespace refsan {

// Which findings the user does not want, and what to say of the rules.
struct SuppressionInput {
  Span<Suppression> rules;
  u32 today = 0;            // a day as in gate/date.h
  bool list_used = true;    // a note for each rule that suppressed something
  bool list_unused = false; // and for each that did not
};

// Everything the check does not find out by itself. Plain values, so that
// analysis does not depend on who decides them.
struct CheckInput {
  // Where the program stands.
  bool main_returned = false; // nothing on the main thread's stack is a root
  bool ending = false;        // the process is about to end
  uptr own_stack_lowest = 0;  // the calling thread's stack is scanned from here up (exit()'s caller); 0: not at all

  // A check at the end of a scope: only what has this mark counts, also where it is reachable. 0: no scope.
  u16 scope = 0;
  const char *scope_name = nullptr;

  SignalStack signal_stack; // the calling thread's

  // Memory that is never a root although it lies in a module or in TLS: the
  // runtime's own globals, and its own thread locals as [begin, end) minus the
  // thread pointer (wrapping; the same on every thread).
  Span<Range> own_state;
  Range own_tls_offsets;
  // Memory that is a root although neither modules nor threads have it: registered by the user, say.
  Span<Root> more_roots;

  // Code of the thread library's that is part of the program: what is allocated in a call of it is its own.
  Range thread_maker;

  // Let the process go on as soon as a copy of it can be looked at. If there cannot
  // be one, the check is done as without this.
  bool in_copy = false;
  void (*began_copy)() = nullptr; // called in the copy, before it looks at anything

  // From the options.
  bool report_reachable = false; // also a finding for what is alive
  bool symbolize = true;         // may run llvm-symbolizer for lines
  u32 symbolize_deadline_ms = 3000;
  u32 stop_deadline_ms = 2000;
  usize max_members = 64; // of a finding in the report; 0: all
  u32 workers = 1;        // threads that a large heap is checked on; more than one only after main has ended

  SuppressionInput suppressions;
  // If there are any: the program is not instrumented, these modules are, and only
  // what they had a part in allocating counts.
  Span<Range> instrumented;

  // Counted while recording; leaks, cycles and suppressed are the check's.
  u64 allocations = 0;
  u64 frees = 0;
  u64 temporary = 0;
  u64 peak_bytes = 0;

  // The process, copied into the report.
  i32 exit_code_with_leaks = 23; // Report.exit_code if there are findings other than reachable
  i32 exit_code_without = 0;     // and if there are none
  i32 pid = 0;
  const char *exe = nullptr; // null: the executable's path by listModules
};

enum class CheckStatus : u8 {
  Done,
  InCopy,           // a copy of the process does it; this one goes on
  ThreadNotStopped, // a thread could not be stopped: what it holds is unknown
  OutOfMemory,      // no pages for the analysis
  HeapDamaged,      // the program has overwritten what the allocator notes of a block
};

struct CheckResult {
  CheckStatus status = CheckStatus::Done;
  const char *message = nullptr;  // one line for the user if not Done
  const Report *report = nullptr; // null if not Done
  i32 copy = 0;                   // the copy's process id if InCopy
  bool is_copy = false;           // this is the copy
};

CheckResult runCheck(const CheckInput &input);

// Whether the report asks for a failing exit: any finding that is not just alive.
bool hasLeaks(const Report &report);

} // namespace refsan

#endif // REFSAN_ANALYSIS_CHECK_H
