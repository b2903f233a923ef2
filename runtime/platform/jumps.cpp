//===- jumps.cpp - functions that only call another -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/jumps.h"

#include "base/ints.h"

#include <string.h>

namespace refsan {

#ifdef __x86_64__
namespace jumps {
template <usize Size> static bool skip(const u8 *&at, const u8 (&code)[Size]) {
  if (memcmp(at, code, Size) != 0)
    return false;
  at += Size;
  return true;
}
} // namespace jumps

void *jumpTarget(const void *function) {
  constexpr u8 kEndbr64[] = {0xf3, 0x0f, 0x1e, 0xfa};
  constexpr u8 kFrameAndBack[] = {0x55, 0x48, 0x89, 0xe5, 0x5d}; // push rbp; mov rbp, rsp; pop rbp
  constexpr u8 kJump[] = {0xe9};
  const auto *at = static_cast<const u8 *>(function);
  jumps::skip(at, kEndbr64);
  jumps::skip(at, kFrameAndBack);
  if (!jumps::skip(at, kJump))
    return nullptr;
  int distance;
  memcpy(&distance, at, sizeof(distance));
  return const_cast<u8 *>(at) + sizeof(distance) + distance;
}
#else
void *jumpTarget(const void *) { return nullptr; }
#endif

} // namespace refsan
