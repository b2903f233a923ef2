//===- lifecycle.cpp - start, main and end of the process -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/lifecycle.h"

#include "entry/allocation.h"
#include "entry/check_room.h"
#include "entry/copies.h"
#include "entry/cpython.h"
#include "entry/exit_check.h"
#include "entry/gate_files.h"
#include "entry/growth.h"
#include "entry/hooks.h"
#include "entry/log_file.h"
#include "entry/other_sanitizers.h"
#include "entry/requests.h"
#include "entry/thread_start.h"
#include "entry/user_check.h"
#include "entry/user_roots.h"
#include "options/options.h"
#include "platform/own_parts.h"
#include "platform/process.h"
#include "record/contexts.h"
#include "record/places.h"
#include "record/reference_words.h"
#include "record/stack_memo.h"
#include "refsan/kinds.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

namespace refsan {

namespace lifecycle {
enum Phase : u32 { Unstarted, Starting, Started, Dormant };
static u32 phase;
static i32 process; // that has started, or was forked since
static const uptr *main_return_slot;
static uptr main_return_address;

static void atExit(int status, void *) { checkAtExit(status, false); }
static void atQuickExit() { checkAtExit(0, true); }

static void inChild() {
  process = processId();
  forgetOtherThreads();
  forgetThreadStarts();
  forgetCheck();
  unlockUserRoots();
  forgetCopies();
  forgetGrowth();
  awaitRequestsInChild();
}

static void sayHelp() {
  Writer out(STDERR_FILENO);
  writeOptionHelp(out, options());
  out.flush();
}

static void noteSecureProcess() {
  if (isSecureProcess() && environmentValue("REFSAN_OPTIONS"))
    say("the program runs with another user's rights (set-user-id): REFSAN_OPTIONS is not read and no file is written");
}

// There is something to check, and somebody to hear about it.
static bool instrumented;
static bool is_shared;
static void openGate() {
  if (__atomic_exchange_n(&instrumented, true, __ATOMIC_ACQ_REL))
    return;
  if (options().help)
    sayHelp();
  noteOptionErrors();
  noteSecureProcess();
  refuseOtherSanitizers();
  openReportFiles();
  loadGateFiles();
}

// What is called here may allocate: that is libc's own, and is not recorded.
static void start(Copy copy) {
  process = processId();
  divideRuntimeCode();
  loadOptions(__refsan_default_options(), __lsan_default_options());
  if (copy == Copy::Executable)
    openGate();
  else
    openHostAllocators();
  is_shared = copy == Copy::Shared;
  setStackDepth(options().stack_depth);
  if (options().exact_stacks || options().verify_stacks)
    setStackMode(options().exact_stacks ? StackMode::Exact : StackMode::Verified);
  no_places = !options().references;
  stacked_places = options().reference_stacks;
  on_exit(atExit, nullptr);
  at_quick_exit(atQuickExit);
  pthread_atfork(beforeFork, nullptr, inChild);
  if (!options().detect_leaks)
    stopAllThreads();
  else if (!startBlocks() || !startReferenceWords() || !startRecorders())
    sayIncomplete();
  else
    setRoomAside();
}

// libc is ready for us once it has set the environment, which it does before the
// loader runs other initialisers. Where libc is its own loader (a static
// executable: the kernel mapped no interpreter) it allocates before it is ready.
static bool initialisers_run;
static bool isTooEarly() { return !initialisers_run && (!environ || !getauxval(AT_BASE)); }

static bool startOnce() {
  u32 before = Unstarted;
  if (isTooEarly() ||
      !__atomic_compare_exchange_n(&phase, &before, Starting, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return before == Started;
  int error = errno;
  Copy copy = thisCopy();
  if (copy == Copy::Dormant) {
    __atomic_store_n(&phase, Dormant, __ATOMIC_RELEASE);
    announceInstrumentedCode();
  } else {
    start(copy);
  }
  errno = error;
  if (copy == Copy::Dormant)
    return false;
  __atomic_store_n(&phase, Started, __ATOMIC_RELEASE);
  return true;
}

static void startWithProgram() {
  initialisers_run = true;
  if (!startOnce() || !instrumented)
    return;
  openPythonHeap();
  awaitRequests();
}
__attribute__((section(".init_array.00000"), used)) static void (*const initialiser)() = startWithProgram;
} // namespace lifecycle

Recorder *startedRecorder() {
  using namespace lifecycle;
  if (__builtin_expect(__atomic_load_n(&phase, __ATOMIC_ACQUIRE) != Started, 0) && !startOnce())
    return nullptr;
  return recorder();
}

bool servesNow() {
  return __atomic_load_n(&lifecycle::phase, __ATOMIC_ACQUIRE) == lifecycle::Started && !thread_locals.off;
}

bool meetInstrumentedCode() {
  if (!lifecycle::startOnce())
    return false;
  lifecycle::openGate();
  awaitRequests();
  return true;
}

bool servesForeignProgram() { return lifecycle::is_shared && !mainReturnSlot(); }

bool isInstrumented() { return __atomic_load_n(&lifecycle::instrumented, __ATOMIC_ACQUIRE); }

bool hasStarted() { return __atomic_load_n(&lifecycle::phase, __ATOMIC_ACQUIRE) == lifecycle::Started; }

i32 startedProcess() { return lifecycle::process; }

uptr mainReturnSlot() { return reinterpret_cast<uptr>(lifecycle::main_return_slot); }

void enterMain(const uptr *return_slot, const uptr *call) {
  watchMain(call, reinterpret_cast<uptr>(return_slot - 1));
  lifecycle::main_return_slot = return_slot;
  lifecycle::main_return_address = *return_slot;
}

bool mainHasReturned() {
  using namespace lifecycle;
  return main_return_slot && *main_return_slot != main_return_address;
}

} // namespace refsan
