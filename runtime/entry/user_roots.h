//===- user_roots.h - memory that the program says keeps objects alive -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Any thread, not in signal handlers.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_USER_ROOTS_H
#define REFSAN_ENTRY_USER_ROOTS_H

#include "base/ints.h"

namespace refsan {

// The same range may be added more than once. False: no memory.
bool addUserRoot(Range root);
// False: it was not added as often.
bool removeUserRoot(Range root);
// How many there are; the first `max` go to `out`.
usize copyUserRoots(Range *out, usize max);
// In the child of a fork: whoever held the lock is not there.
void unlockUserRoots();

} // namespace refsan

#endif // REFSAN_ENTRY_USER_ROOTS_H
