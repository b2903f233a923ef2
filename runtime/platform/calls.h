//===- calls.h - instructions that call -------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether an address may be a return address, by what stands in front of it. x86-64. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_CALLS_H
#define REFSAN_PLATFORM_CALLS_H

#include "base/ints.h"

namespace refsan {

// So many bytes in front of the address are read.
constexpr usize kLongestCall = 7;

// A call ends at `pc`, or bytes that look like one.
bool isBehindCall(uptr pc);

} // namespace refsan

#endif // REFSAN_PLATFORM_CALLS_H
