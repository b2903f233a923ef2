//===- lifecycle.cpp - start, main and end of the process -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/lifecycle.h"

#include "entry/allocation.h"
#include "entry/exit_check.h"
#include "entry/gate_files.h"
#include "entry/hooks.h"
#include "entry/log_file.h"
#include "entry/user_check.h"
#include "entry/user_roots.h"
#include "options/options.h"
#include "platform/code_owner.h"
#include "platform/process.h"
#include "record/contexts.h"
#include "record/places.h"
#include "refsan/kinds.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

extern "C" __attribute__((weak, visibility("default"))) void __tsan_init();

namespace refsan {

namespace lifecycle {
enum Phase : u32 { Unstarted, Starting, Started, Dormant };
static u32 phase;
static const uptr *main_return_slot;
static uptr main_return_address;

static void atExit(int status, void *) { checkAtExit(status, false); }
static void atQuickExit() { checkAtExit(0, true); }

static void inChild() {
  forgetOtherThreads();
  forgetCheck();
  unlockUserRoots();
}

static void sayHelp() {
  Writer out(STDERR_FILENO);
  writeOptionHelp(out, options());
  out.flush();
}

// ThreadSanitizer's operator new does not come to our malloc: what is allocated by
// it would not be seen, and a leaking program would pass.
static void refuseThreadSanitizer() {
  if (!__tsan_init || !options().detect_leaks)
    return;
  say("the check cannot run together with ThreadSanitizer: build without -fsanitize=thread, or set detect_leaks=0");
  _exit(static_cast<int>(Exit::CheckFailed));
}

static void noteSecureProcess() {
  if (isSecureProcess() && environmentValue("REFSAN_OPTIONS"))
    say("the program runs with another user's rights (set-user-id): REFSAN_OPTIONS is not read and no file is written");
}

// What is called here may allocate: that is libc's own, and is not recorded.
static void start() {
  loadOptions(__refsan_default_options(), __lsan_default_options());
  if (options().help)
    sayHelp();
  noteOptionErrors();
  noteSecureProcess();
  refuseThreadSanitizer();
  openReportFiles();
  loadGateFiles();
  setStackDepth(options().stack_depth);
  if (!options().references)
    no_places = true;
  on_exit(atExit, nullptr);
  at_quick_exit(atQuickExit);
  pthread_atfork(nullptr, nullptr, inChild);
  if (!options().detect_leaks)
    stopAllThreads();
  else if (!startBlocks() || !startRecorders())
    sayIncomplete();
}

// libc is ready for us once it has set the environment, which it does before the
// loader runs other initialisers. Where libc is its own loader (a static
// executable: the kernel mapped no interpreter) it allocates before it is ready.
static bool initialisers_run;
static bool isTooEarly() { return !initialisers_run && (!environ || !getauxval(AT_BASE)); }

// An instrumented shared object brings a copy of the runtime. One copy serves the
// process: the executable's, or the shared runtime if that was preloaded or linked
// and so owns malloc. The others record nothing and register nothing: their object
// may be unloaded, and its host may not be instrumented.
static bool servesProcess() {
  const char *own = pathOfCode(reinterpret_cast<uptr>(&atExit));
  if (!own || !*own)
    return true; // the executable
  StringView path = own;
  usize slash = findLastChar(path, '/');
  return startsWith(path.from(slash == kNotFound ? 0 : slash + 1), "librefsan_rt.") && pathOfCode(reinterpret_cast<uptr>(&malloc)) == own;
}

static bool startOnce() {
  u32 before = Unstarted;
  if (isTooEarly() || !__atomic_compare_exchange_n(&phase, &before, Starting, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return before == Started;
  if (!servesProcess()) {
    __atomic_store_n(&phase, Dormant, __ATOMIC_RELEASE);
    return false;
  }
  int error = errno;
  start();
  errno = error;
  __atomic_store_n(&phase, Started, __ATOMIC_RELEASE);
  return true;
}

static void startWithProgram() {
  initialisers_run = true;
  startOnce();
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

bool hasStarted() { return __atomic_load_n(&lifecycle::phase, __ATOMIC_ACQUIRE) == lifecycle::Started; }

uptr mainReturnSlot() { return reinterpret_cast<uptr>(lifecycle::main_return_slot); }

void enterMain(const uptr *return_slot) {
  lifecycle::main_return_slot = return_slot;
  lifecycle::main_return_address = *return_slot;
}

bool mainHasReturned() {
  using namespace lifecycle;
  return main_return_slot && *main_return_slot != main_return_address;
}

} // namespace refsan
