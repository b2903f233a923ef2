//===- red_zone_linux.cpp - what code keeps below the stack pointer -------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See red_zone.h. x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/red_zone.h"

#include "platform/threads.h"

#include <ucontext.h>

namespace refsan {
namespace red_zone {

constexpr u8 kStackBase = 4, kFrameBase = 5, kNoIndex = 4;
constexpr i64 kBytes = 128;

// A function's bytes; around them there is nothing that would tell.
class Code {
public:
  explicit Code(Range code) : code_(code) {}
  u8 operator[](uptr at) const { return code_.contains(at) ? *reinterpret_cast<const u8 *>(at) : kNothing; }
  // A displacement of one byte or of four, as the operand's mode says.
  i64 displacement(u8 mode, uptr at) const {
    if (mode == 0)
      return 0;
    if (mode == 1)
      return static_cast<signed char>((*this)[at]);
    u32 value = 0;
    for (u32 byte = 0; byte < sizeof(value); ++byte)
      value |= u32((*this)[at + byte]) << (8 * byte);
    return static_cast<i32>(value);
  }

private:
  static constexpr u8 kNothing = 0x90;
  Range code_;
};

// What stands in front of an operand's byte at `modrm`: an instruction that may have a pointer, or several, in memory,
// or takes an address.
static bool takesPointer(const Code &code, uptr modrm) {
  u8 prefix = code[modrm - 2], opcode = code[modrm - 1], digit = code[modrm] >> 3 & 7;
  bool arithmetic = opcode < 0x40 && (opcode & 5) == 1;
  bool usual = arithmetic || opcode == 0x63 || opcode == 0x69 || opcode == 0x6b || opcode == 0x83 || opcode == 0xc1 ||
               (opcode >= 0x81 && opcode < 0x90 && opcode % 2 == 1) || opcode == 0xc7 || opcode == 0xd1 ||
               opcode == 0xd3 || opcode == 0xf7 || opcode == 0xff;
  bool wide = (prefix & 0xf8) == 0x48;
  bool narrow = (opcode == 0xff && digit == 6) || opcode == 0x8f; // push, pop
  // Of two bytes and three; of VEX in two and three bytes, of EVEX, which say which of those tables the opcode is of.
  auto isTable = [](u8 bits) { return bits >= 1 && bits <= 3; };
  bool vex = code[modrm - 3] == 0xc5 || (code[modrm - 4] == 0xc4 && isTable(code[modrm - 3] & 0x1f));
  bool evex = code[modrm - 5] == 0x62 && isTable(code[modrm - 4] & 0xf) && (code[modrm - 3] & 4) != 0;
  return (wide && usual) || narrow || prefix == 0x0f || code[modrm - 3] == 0x0f || vex || evex;
}

// mov between the stack pointer and another register than the frame pointer: what that is for is not known.
static bool copiesStackPointer(const Code &code, uptr at) {
  u8 opcode = code[at - 1], modrm = code[at];
  return (opcode == 0x89 && (modrm & 0x38) == 0x20 && modrm != 0xe5) ||
         (opcode == 0x8b && (modrm & 7) == kStackBase && modrm != 0xec);
}

static bool refersAt(const Code &code, uptr at, i64 frame) {
  u8 mode = code[at] >> 6, base = code[at] & 7;
  if (mode == 3)
    return copiesStackPointer(code, at);
  bool scaled = base == kStackBase; // a second byte says more
  bool indexed = scaled && (code[at + 1] >> 3 & 7) != kNoIndex;
  base = scaled ? code[at + 1] & 7 : base;
  if (base != kStackBase && (base != kFrameBase || mode == 0 || frame < 0))
    return false;
  i64 place = code.displacement(mode, at + (scaled ? 2 : 1)) + (base == kFrameBase ? frame : 0);
  if (place < -kBytes || place >= kBytes || (place >= 0 && !indexed)) // an index may be negative
    return false;
  return takesPointer(code, at);
}

} // namespace red_zone

bool refersBelowStack(Range code, uptr frame) {
  constexpr uptr kMostFrame = 1 << 20;
  i64 distance = frame < kMostFrame ? static_cast<i64>(frame) : -1; // else it is no frame pointer
  red_zone::Code bytes(code);
  for (uptr at = code.begin + 1; at < code.end; ++at)
    if (red_zone::refersAt(bytes, at, distance))
      return true;
  return false;
}

bool usesRedZone(const ThreadState &thread, Range code) {
  uptr frame = thread.registers[REG_RBP] - thread.registers[REG_RSP];
  constexpr usize kMost = 1 << 20;
  return code.size() == 0 || code.size() > kMost || refersBelowStack(code, frame);
}

} // namespace refsan
