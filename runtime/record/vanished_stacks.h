//===- vanished_stacks.h - stacks that a fork left behind -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The child of a fork has one thread and the stacks of all. What only the
// others' stacks hold was not leaked by the child: they count as roots in it, as
// far as their threads have ever allocated or freed.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_VANISHED_STACKS_H
#define REFSAN_RECORD_VANISHED_STACKS_H

#include "base/ints.h"

namespace refsan {

// In the child, by its only thread.
void addVanishedStack(Range stack);
// How many there are; the first `max` go to `out`.
usize vanishedStacks(Range *out, usize max);

} // namespace refsan

#endif // REFSAN_RECORD_VANISHED_STACKS_H
