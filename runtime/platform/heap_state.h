//===- heap_state.h - the allocator's own variables -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The allocator's lists of free chunks point next to live blocks, and into their
// last bytes: for a search of roots these words must not count. Any thread; the
// answer holds while other threads are stopped, or none is there.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_HEAP_STATE_H
#define REFSAN_PLATFORM_HEAP_STATE_H

#include "base/ints.h"

namespace refsan {

// Where in this data of a module, which must be readable, glibc's main arena is;
// empty: not there.
Range heapStateIn(Range data);

} // namespace refsan

#endif // REFSAN_PLATFORM_HEAP_STATE_H
