//===- user_api.cpp - what programs call by refsan.h and lsan_interface.h -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/log_file.h"
#include "entry/scope_check.h"
#include "entry/user_check.h"
#include "entry/user_roots.h"
#include "options/options.h"
#include "record/ignored.h"
#include "record/thread_state.h"

#include <stdio.h>
#include <unistd.h>

#define REFSAN_API extern "C" __attribute__((visibility("default")))
// Weak: a program linked with another sanitizer has these twice, and is told so when
// it starts, see other_sanitizers.h.
#define LSAN_API extern "C" __attribute__((weak, visibility("default")))

namespace refsan::user_api {

static Range rangeOf(const void *begin, usize size) {
  uptr start = reinterpret_cast<uptr>(begin);
  return {start, start + size};
}

static void registerRoot(const void *begin, usize size) {
  if (!addUserRoot(rangeOf(begin, size)))
    sayBadConfig("no memory to register a root");
}

static void unregisterRoot(const void *begin, usize size) {
  if (!removeUserRoot(rangeOf(begin, size)))
    sayBadConfig("a root is unregistered that was not registered");
}

static void enable() {
  if (!enableThread())
    sayBadConfig("refsan_enable() or __lsan_enable() without a call to disable before it on this thread");
}

static int findings(const CheckOutcome &outcome) {
  if (outcome.findings > 0x7fffffff)
    return 0x7fffffff;
  return outcome.done || !outcome.exit_code ? static_cast<int>(outcome.findings) : -1;
}

} // namespace refsan::user_api

REFSAN_API int __refsan_check_now() { return refsan::user_api::findings(refsan::checkHere(false)); }
REFSAN_API int __refsan_scope_begin(const char *name) { return refsan::beginScope(name); }
REFSAN_API int __refsan_scope_end(int scope) { return refsan::endScope(scope); }
REFSAN_API void __refsan_disable() { refsan::disableThread(); }
REFSAN_API void __refsan_enable() { refsan::user_api::enable(); }
REFSAN_API void __refsan_ignore_object(const void *object) {
  refsan::ignoreBlock(reinterpret_cast<refsan::uptr>(object));
}
REFSAN_API void __refsan_register_root(const void *begin, refsan::usize size) {
  refsan::user_api::registerRoot(begin, size);
}
REFSAN_API void __refsan_unregister_root(const void *begin, refsan::usize size) {
  refsan::user_api::unregisterRoot(begin, size);
}

LSAN_API void __lsan_disable() { refsan::disableThread(); }
LSAN_API void __lsan_enable() { refsan::user_api::enable(); }
LSAN_API void __lsan_ignore_object(const void *object) { refsan::ignoreBlock(reinterpret_cast<refsan::uptr>(object)); }
LSAN_API void __lsan_register_root_region(const void *begin, refsan::usize size) {
  refsan::user_api::registerRoot(begin, size);
}
LSAN_API void __lsan_unregister_root_region(const void *begin, refsan::usize size) {
  refsan::user_api::unregisterRoot(begin, size);
}

// Not 0: there are leaks, or the check failed.
LSAN_API int __lsan_do_recoverable_leak_check() { return refsan::user_api::findings(refsan::checkHere(false)) != 0; }

// The last check. Ends the process as LeakSanitizer would: no exit function runs.
LSAN_API void __lsan_do_leak_check() {
  refsan::CheckOutcome outcome = refsan::checkHere(true);
  if (!outcome.exit_code)
    return;
  if (!ftrylockfile(stdout))
    fflush_unlocked(stdout);
  _exit(outcome.exit_code);
}
