//===- vector_stores.cpp - which vector registers are yet to be stored ----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/vector_stores.h"

#include "platform/memory.h"

namespace refsan {

namespace vector_stores {
// A loop may store behind the place what it loads before it.
constexpr usize kBehind = 64, kAhead = 256;

// movups, movlps, movhps, movaps, movntps, movd/movq, movdqa, movq, movntdq: to memory or a general register. And
// movd/movq from one: what is put there by itself is no remains of a move.
static bool isStore(u8 opcode) {
  switch (opcode) {
  case 0x11:
  case 0x13:
  case 0x17:
  case 0x29:
  case 0x2b:
  case 0x6e:
  case 0x7e:
  case 0x7f:
  case 0xd6:
  case 0xe7:
    return true;
  }
  return false;
}
// Of the plain encoding, of VEX in two and three bytes, of EVEX.
static bool isPrefixed(const u8 *opcode) {
  return opcode[-1] == 0x0f || opcode[-2] == 0xc5 || opcode[-3] == 0xc4 || opcode[-4] == 0x62;
}
} // namespace vector_stores

VectorStores::VectorStores(uptr pc, Range function) {
  using namespace vector_stores;
  u8 code[kBehind + kAhead];
  uptr begin = pc - kBehind, page = pc & ~uptr(kPageSize - 1);
  if (begin < page && !readMemory(begin, code, 1))
    begin = page;
  usize bytes = pc + kAhead - begin, to_page_end = page + kPageSize - begin;
  if (!readMemory(begin, code, bytes)) {
    bytes = to_page_end < bytes ? to_page_end : bytes; // the last page of the code, most likely
    if (!readMemory(begin, code, bytes)) {
      numbers_ = 0xff;
      return;
    }
  }
  constexpr usize kPrefix = 4;
  for (usize at = kPrefix; at + 1 < bytes; ++at)
    if ((function.size() == 0 || function.contains(begin + at)) && isStore(code[at]) && isPrefixed(code + at))
      numbers_ |= static_cast<u8>(1 << (code[at + 1] >> 3 & 7));
}

} // namespace refsan
