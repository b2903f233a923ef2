//===- jumps.h - functions that only call another ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_JUMPS_H
#define REFSAN_PLATFORM_JUMPS_H

namespace refsan {

// Where the function goes with what it was given if it does nothing else; null: it does
// more, or that cannot be told on this processor.
void *jumpTarget(const void *function);

} // namespace refsan

#endif // REFSAN_PLATFORM_JUMPS_H
