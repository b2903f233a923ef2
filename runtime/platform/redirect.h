//===- redirect.h - makes a module's functions those of another -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes into code and tables that the loader has made read-only. While a module is
// initialised, before its code runs on other threads.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_REDIRECT_H
#define REFSAN_PLATFORM_REDIRECT_H

#include "base/ints.h"

namespace refsan {

// Calls of the function at `from`, which begins at a multiple of 16, arrive at `to`.
// False: the system does not allow it.
bool redirectFunction(uptr from, uptr to);

// Where the instruction at `load`, as the compiler reads a thread local's offset
// (initial-exec, into a register), reads it from; 0: it is another instruction.
uptr placeOfThreadLocal(uptr load);
bool overwriteWord(uptr place, uptr value);

} // namespace refsan

#endif // REFSAN_PLATFORM_REDIRECT_H
