//===- hooks.cpp - functions that the program may define ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/hooks.h"

REFSAN_HOOK const char *__refsan_default_options() { return nullptr; }
REFSAN_HOOK const char *__lsan_default_options() { return nullptr; }
REFSAN_HOOK const char *__refsan_default_suppressions() { return nullptr; }
REFSAN_HOOK const char *__lsan_default_suppressions() { return nullptr; }
REFSAN_HOOK int __lsan_is_turned_off() { return 0; }
