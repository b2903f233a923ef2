//===- mappings.h - what is mapped, and readable ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The process's mappings, by address. Any thread, async-signal-safe, takes no
// lock, allocates nothing, keeps errno. Other threads may be changing what it
// describes unless they are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_MAPPINGS_H
#define REFSAN_PLATFORM_MAPPINGS_H

#include "base/ints.h"

namespace refsan {

// Calls visit(range, readable, arg) for each mapping, by ascending address.
// False: the system does not tell; what was visited so far is right.
bool forEachMapping(void (*visit)(Range range, bool readable, void *arg), void *arg);

} // namespace refsan

#endif // REFSAN_PLATFORM_MAPPINGS_H
