//===- dwarf_reader.cpp - numbers and expressions in DWARF ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See dwarf_reader.h; DWARF 5, sections 2.5 and 7.6.
//
//===----------------------------------------------------------------------===//

#include "platform/dwarf_reader.h"

#include <string.h>

namespace refsan {

u64 DwarfReader::fixed(usize bytes) {
  if (static_cast<usize>(end_ - at_) < bytes) {
    good_ = false;
    at_ = end_;
    return 0;
  }
  u64 value = 0;
  memcpy(&value, at_, bytes); // little endian
  at_ += bytes;
  return value;
}

u64 DwarfReader::unsignedLeb() {
  u64 value = 0;
  for (u32 shift = 0;; shift += 7) {
    u8 part = byte();
    if (shift < 64)
      value |= static_cast<u64>(part & 0x7f) << shift;
    if (!(part & 0x80))
      return value;
  }
}

i64 DwarfReader::signedLeb() {
  u64 value = 0;
  for (u32 shift = 0;;) {
    u8 part = byte();
    if (shift < 64)
      value |= static_cast<u64>(part & 0x7f) << shift;
    shift += 7;
    if (part & 0x80)
      continue;
    if ((part & 0x40) && shift < 64)
      value |= ~u64(0) << shift;
    return static_cast<i64>(value);
  }
}

const char *DwarfReader::text() {
  auto *start = reinterpret_cast<const char *>(at_);
  while (byte())
    ;
  return good_ ? start : "";
}

uptr DwarfReader::encoded(u8 encoding, uptr base) {
  if (encoding == dwarf::kOmitted)
    return 0;
  uptr place = reinterpret_cast<uptr>(at_);
  u64 value = 0;
  switch (encoding & 0x0f) {
  case 0x00: // an address
  case 0x04:
  case 0x0c:
    value = fixed(8);
    break;
  case 0x01:
    value = unsignedLeb();
    break;
  case 0x02:
    value = fixed(2);
    break;
  case 0x03:
    value = fixed(4);
    break;
  case 0x09:
    value = static_cast<u64>(signedLeb());
    break;
  case 0x0a:
    value = static_cast<u64>(static_cast<i64>(static_cast<int16_t>(fixed(2))));
    break;
  case 0x0b:
    value = static_cast<u64>(static_cast<i64>(static_cast<i32>(fixed(4))));
    break;
  default:
    good_ = false;
  }
  if ((encoding & 0x70) == 0x10)
    value += place;
  else if ((encoding & 0x70) == dwarf::kDataRelative)
    value += base;
  return value;
}

void DwarfReader::skip(u64 bytes) {
  if (static_cast<u64>(end_ - at_) < bytes) {
    good_ = false;
    at_ = end_;
  } else {
    at_ += bytes;
  }
}

namespace dwarf_expression {

struct Stack {
  static constexpr u32 kMax = 16;
  u64 values[kMax];
  u32 size = 0;
  bool good = true;

  void push(u64 value) { size < kMax ? (void)(values[size++] = value) : (void)(good = false); }
  u64 pop() { return size ? values[--size] : (good = false, 0); }
};

// Operations on the two topmost values; false: `op` is none of them.
static bool combine(u8 op, Stack &stack) {
  if (op < 0x1a || op > 0x2e || op == 0x1f || op == 0x20 || op == 0x23 || op == 0x28)
    return false;
  u64 b = stack.pop(), a = stack.pop();
  auto sa = static_cast<i64>(a), sb = static_cast<i64>(b);
  switch (op) {
  case 0x1a: // and
    return stack.push(a & b), true;
  case 0x1c: // minus
    return stack.push(a - b), true;
  case 0x1e: // mul
    return stack.push(a * b), true;
  case 0x21: // or
    return stack.push(a | b), true;
  case 0x22: // plus
    return stack.push(a + b), true;
  case 0x24: // shl
    return stack.push(b < 64 ? a << b : 0), true;
  case 0x25: // shr
    return stack.push(b < 64 ? a >> b : 0), true;
  case 0x27: // xor
    return stack.push(a ^ b), true;
  case 0x29: // eq, ge, gt, le, lt, ne
    return stack.push(sa == sb), true;
  case 0x2a:
    return stack.push(sa >= sb), true;
  case 0x2b:
    return stack.push(sa > sb), true;
  case 0x2c:
    return stack.push(sa <= sb), true;
  case 0x2d:
    return stack.push(sa < sb), true;
  case 0x2e:
    return stack.push(sa != sb), true;
  }
  return false;
}

// Constants, and values pushed from the expression itself.
static bool constant(u8 op, DwarfReader &in, Stack &stack) {
  if (op >= 0x30 && op <= 0x4f) // lit0 to lit31
    return stack.push(op - 0x30u), true;
  switch (op) {
  case 0x08:
    return stack.push(in.byte()), true;
  case 0x09:
    return stack.push(static_cast<u64>(static_cast<i64>(static_cast<int8_t>(in.byte())))), true;
  case 0x0a:
    return stack.push(in.u16At()), true;
  case 0x0b:
    return stack.push(static_cast<u64>(static_cast<i64>(static_cast<int16_t>(in.u16At())))), true;
  case 0x0c:
    return stack.push(in.u32At()), true;
  case 0x0d:
    return stack.push(static_cast<u64>(static_cast<i64>(static_cast<i32>(in.u32At())))), true;
  case 0x03: // addr
  case 0x0e:
  case 0x0f:
    return stack.push(in.u64At()), true;
  case 0x10:
    return stack.push(in.unsignedLeb()), true;
  case 0x11:
    return stack.push(static_cast<u64>(in.signedLeb())), true;
  }
  return false;
}

} // namespace dwarf_expression

bool evaluateDwarf(DwarfReader in, const uptr *registers, u32 register_count, bool push_cfa, uptr cfa,
                   bool (*read)(uptr address, uptr &word, void *arg), void *arg, uptr &result) {
  dwarf_expression::Stack stack;
  if (push_cfa)
    stack.push(cfa);
  while (!in.atEnd() && stack.good) {
    u8 op = in.byte();
    if (op >= 0x70 && op <= 0x8f) { // breg0 to breg31
      if (op - 0x70u >= register_count)
        return false;
      stack.push(registers[op - 0x70] + static_cast<uptr>(in.signedLeb()));
    } else if (op == 0x06) { // deref
      uptr word;
      if (!read(stack.pop(), word, arg))
        return false;
      stack.push(word);
    } else if (op == 0x12) { // dup
      u64 value = stack.pop();
      stack.push(value);
      stack.push(value);
    } else if (op == 0x13) { // drop
      stack.pop();
    } else if (op == 0x16) { // swap
      u64 b = stack.pop(), a = stack.pop();
      stack.push(b);
      stack.push(a);
    } else if (op == 0x1f) { // neg
      stack.push(0 - stack.pop());
    } else if (op == 0x20) { // not
      stack.push(~stack.pop());
    } else if (op == 0x23) { // plus_uconst
      stack.push(stack.pop() + in.unsignedLeb());
    } else if (op != 0x96 && !dwarf_expression::combine(op, stack) && !dwarf_expression::constant(op, in, stack)) {
      return false;
    }
  }
  result = stack.pop();
  return stack.good && in.good();
}

} // namespace refsan
