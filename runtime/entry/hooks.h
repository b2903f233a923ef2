//===- hooks.h - functions that the program may define ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As with LeakSanitizer, a program may bring options and suppressions of its own.
// The runtime's definitions are weak and say nothing.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_HOOKS_H
#define REFSAN_ENTRY_HOOKS_H

#define REFSAN_HOOK extern "C" __attribute__((weak, visibility("default")))

// Texts as in REFSAN_OPTIONS and LSAN_OPTIONS; called when the runtime starts, perhaps
// before any initialiser of the program's has run. Null: nothing.
REFSAN_HOOK const char *__refsan_default_options();
REFSAN_HOOK const char *__lsan_default_options();
// Texts as in a suppressions file; called at the same time.
REFSAN_HOOK const char *__refsan_default_suppressions();
REFSAN_HOOK const char *__lsan_default_suppressions();
// Not 0: no check at exit. Called then.
REFSAN_HOOK int __lsan_is_turned_off();

#endif // REFSAN_ENTRY_HOOKS_H
