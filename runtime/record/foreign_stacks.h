//===- foreign_stacks.h - stacks that the program made ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where functions have allocated that did not run on their thread's own stack: a coroutine's,
// which may lie in pages that nothing else is known of. A page once, at most some ten
// thousand. Any thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_FOREIGN_STACKS_H
#define REFSAN_RECORD_FOREIGN_STACKS_H

#include "base/ints.h"

namespace refsan {

void noteForeignStack(uptr frame);
bool anyForeignStack();
// An address in this range was noted. In the check.
bool isForeignStack(Range range);

} // namespace refsan

#endif // REFSAN_RECORD_FOREIGN_STACKS_H
