//===- frame_gaps_linux.cpp - words of frames that nobody wrote -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See frame_gaps.h. x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/frame_gaps.h"

#include "platform/cfi_rows.h"
#include "platform/threads.h"
#include "platform/unwind.h"
#include "refsan/frame_mark.h"

namespace refsan {
namespace frame_gaps {

constexpr i64 kWord = 8, kUnit = kFrameUnit;

// The displacement of a ModRM operand that ends at `at`, of one byte or of four.
static bool isByte(const u8 *at, i64 distance) { return static_cast<signed char>(*at) == distance; }
static bool isWord(const u8 *at, i64 distance) {
  i32 value;
  __builtin_memcpy(&value, at, sizeof(value));
  return value == distance;
}

// Which base register an address's ModRM byte (and SIB byte) names: 4 rsp, 5 rbp.
static bool refersAt(const u8 *modrm, i64 from_rbp, i64 from_rsp) {
  u8 mode = modrm[0] >> 6, register_or_memory = modrm[0] & 7;
  bool scaled = register_or_memory == 4;
  const u8 *displacement = modrm + (scaled ? 2 : 1);
  u8 base = scaled ? modrm[1] & 7 : register_or_memory;
  if (mode == 3) // mov %rsp, register: its address is taken
    return from_rsp == 0 && modrm[-1] == 0x89 && (modrm[0] & 0x38) == 0x20 && modrm[0] != 0xe5;
  if (base == 4)
    return mode == 0 ? from_rsp == 0 : mode == 1 ? isByte(displacement, from_rsp) : isWord(displacement, from_rsp);
  return base == 5 && (mode == 1 ? isByte(displacement, from_rbp) : mode == 2 && isWord(displacement, from_rbp));
}

// If the saved registers end amid a unit, the rest of it is nobody's, unless the
// code generator has put something of its own there, which it refers to directly.
static i64 findGap(const FrameDetail &detail, i64 size) {
  CfiStep step = stepOver(detail);
  if (!step.mark || step.row == 0 || detail.registers[kRbp] != detail.frame.cfa - 2 * kWord)
    return 0;
  i64 below = static_cast<i64>(beginOfSaved(step.row, detail.frame.cfa) - detail.frame.cfa) - kWord; // from the CFA
  if (below < -size || below % kUnit != 0)
    return 0;
  return refersToFrame(step.code, below + 2 * kWord, below + size) ? 0 : below;
}

} // namespace frame_gaps

bool refersToFrame(Range code, i64 from_rbp, i64 from_rsp) {
  // The longest operand's bytes, and one before it.
  constexpr usize kOperand = 6;
  for (uptr at = code.begin + 1; at + kOperand <= code.end; ++at)
    if (frame_gaps::refersAt(reinterpret_cast<const u8 *>(at), from_rbp, from_rsp))
      return true;
  return false;
}

i64 FrameGaps::gapOf(const FrameDetail &detail, i64 size) {
  for (const Gap &gap : known_)
    if (gap.pc == detail.frame.pc && gap.size == size)
      return gap.at;
  Gap &gap = known_[next_++ % kKnown];
  gap = {detail.frame.pc, size, frame_gaps::findGap(detail, size)};
  return gap.at;
}

void FrameGaps::clear(const FrameDetail &detail) {
  using namespace frame_gaps;
  constexpr uptr kMostFrame = 1 << 20;
  uptr sp = detail.sp, cfa = detail.frame.cfa;
  if (cfa <= sp || cfa - sp > kMostFrame || cfa % kUnit != 0 || sp % kUnit != 0)
    return;
  if (i64 gap = gapOf(detail, static_cast<i64>(cfa - sp)))
    *reinterpret_cast<uptr *>(cfa + static_cast<uptr>(gap)) = 0;
}

bool FrameGaps::visit(const FrameDetail &detail, void *gaps) {
  static_cast<FrameGaps *>(gaps)->clear(detail);
  return detail.frame.cfa != 0;
}

void clearFrameGaps(const ThreadState &thread) {
  FrameGaps gaps;
  if (thread.stopped)
    unwindAll(cursorOf(thread), FrameGaps::visit, &gaps);
}

} // namespace refsan
