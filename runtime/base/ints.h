//===- ints.h - integer names -----------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The integer types of the runtime, under compiler-rt's names. Includes nothing of ours.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_BASE_INTS_H
#define REFSAN_BASE_INTS_H

#include <stddef.h>
#include <stdint.h>

namespace refsan {
using u8 = uint8_t;
using u16 = uint16_t;
using u32 = uint32_t;
using u64 = uint64_t;
using i32 = int32_t;
using i64 = int64_t;
using uptr = uintptr_t; // an address
using usize = size_t;   // a number of bytes or things

// Half open: [begin, end).
struct Range {
  uptr begin = 0;
  uptr end = 0;
  bool contains(uptr p) const { return p - begin < end - begin; }
  usize size() const { return end - begin; }
};
} // namespace refsan

#endif // REFSAN_BASE_INTS_H
