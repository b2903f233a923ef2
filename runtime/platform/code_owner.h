//===- code_owner.h - which file code belongs to ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For one question on the way of an allocation; modules.h has all the rest.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_CODE_OWNER_H
#define REFSAN_PLATFORM_CODE_OWNER_H

#include "base/ints.h"

namespace refsan {

// The path by which the loader knows the module that holds this code; "" for the
// executable, null if that is not known. Any thread, async-signal-safe, no lock.
const char *pathOfCode(uptr code);
// That module exports a symbol of this name. As listModules().
bool moduleDefines(uptr code, const char *symbol);

} // namespace refsan

#endif // REFSAN_PLATFORM_CODE_OWNER_H
