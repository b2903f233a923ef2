//===- calls.cpp - instructions that call ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See calls.h. x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/calls.h"

namespace refsan {
namespace calls {

// Bytes of `call *operand` without prefixes, by the byte that describes the operand and the one behind it.
static usize lengthOf(u8 modrm, u8 scale) {
  u32 mode = modrm >> 6, base = modrm & 7;
  bool scaled = mode != 3 && base == 4;
  bool far = mode == 2 || (mode == 0 && (base == 5 || (scaled && (scale & 7) == 5)));
  return 2 + (scaled ? 1 : 0) + (far ? 4 : mode == 1 ? 1 : 0);
}

} // namespace calls

bool isBehindCall(uptr pc) {
  constexpr usize kRelative = 5;
  constexpr u8 kCallRelative = 0xe8, kGroup5 = 0xff, kCallIndirect = 2;
  const auto *code = reinterpret_cast<const u8 *>(pc);
  if (code[-static_cast<i64>(kRelative)] == kCallRelative)
    return true;
  for (i64 length = 2; length <= static_cast<i64>(kLongestCall); ++length) {
    u8 modrm = code[1 - length];
    if (code[-length] == kGroup5 && (modrm >> 3 & 7) == kCallIndirect &&
        calls::lengthOf(modrm, length > 2 ? code[2 - length] : 0) == static_cast<usize>(length))
      return true;
  }
  return false;
}

} // namespace refsan
