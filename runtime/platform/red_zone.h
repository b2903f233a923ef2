//===- red_zone.h - what code keeps below the stack pointer -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The 128 bytes below it are a function's own, but only one that calls nothing has a
// use for them; in all others, there is what the functions they called have left.
// Told by the code: an instruction of it refers to them, or none does. x86-64. Used by the
// check; other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_RED_ZONE_H
#define REFSAN_PLATFORM_RED_ZONE_H

#include "base/ints.h"

namespace refsan {

struct ThreadState;

// Of the function that the thread was stopped in, which has this code. Yes, if it is empty: that is not known.
bool usesRedZone(const ThreadState &thread, Range code);

// Whether `code` refers to memory below the stack pointer, `frame` bytes above which the frame pointer
// points. Tells more often yes than is true.
bool refersBelowStack(Range code, uptr frame);

} // namespace refsan

#endif // REFSAN_PLATFORM_RED_ZONE_H
