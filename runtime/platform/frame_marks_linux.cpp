//===- frame_marks_linux.cpp - what the code generator put aside ----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See frame_marks.h. x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/frame_marks.h"

#include "platform/cfi_rows.h"
#include "platform/unwind.h"

namespace refsan {
namespace frame_marks {

constexpr uptr kWord = sizeof(uptr);
constexpr u32 kRax = 0, kFramePointer = 5; // as instructions number them

// Goes over instructions that do nothing.
struct Reader {
  const u8 *at;

  // The displacement of the next one's operand, if it is of this form: from that register.
  bool read(u32 base, i32 *displacement) {
    if (at[0] != 0x0f || at[1] != 0x1f)
      return false;
    u32 mode = at[2] >> 6;
    if ((at[2] & 0x3f) != base || mode == 3 || (mode == 0 && base != kRax))
      return false;
    at += 3;
    *displacement = 0;
    if (mode == 1)
      *displacement = static_cast<signed char>(*at++);
    if (mode == 2) {
      __builtin_memcpy(displacement, at, sizeof(*displacement));
      at += sizeof(*displacement);
    }
    return true;
  }
};

static void clear(uptr begin, uptr end) {
  for (uptr at = begin; at + kWord <= end; at += kWord)
    *reinterpret_cast<uptr *>(at) = 0;
}

} // namespace frame_marks

FrameMark readFrameMark(const u8 *code, uptr frame_pointer) {
  using namespace frame_marks;
  constexpr u32 kCountMask = (1 << kFrameMarkCountBits) - 1;
  Reader in = {code};
  FrameMark mark;
  i32 head, place, bytes = kFrameUnit;
  if (!in.read(kRax, &head) || (static_cast<u32>(head) >> 24) != kFrameMark >> 24)
    return {};
  u32 count = static_cast<u32>(head) & kCountMask;
  mark.argument_bytes = (static_cast<u32>(head) & 0xffffff) >> kFrameMarkCountBits << 3;
  mark.below = count == kFrameMarkBelow;
  mark.count = mark.below ? 1 : count;
  if (mark.count > kMostFrameMarkPlaces)
    return {};
  for (u32 i = 0; i < mark.count; ++i) {
    if (!in.read(kFramePointer, &place) || (!mark.below && !in.read(kRax, &bytes)) || bytes < 0)
      return {};
    uptr begin = frame_pointer + static_cast<uptr>(i64(place));
    mark.variables[i] = {begin, begin + static_cast<u32>(bytes)};
  }
  mark.known = true;
  return mark;
}

uptr GeneratedPlaces::markOf(const FrameDetail &detail) {
  for (const Known &known : known_)
    if (known.pc == detail.frame.pc)
      return known.mark;
  Known &known = known_[next_++ % kKnown];
  known = {detail.frame.pc, stepOver(detail).mark};
  return known.mark;
}

void GeneratedPlaces::clear(const FrameDetail &detail, bool ends) {
  using namespace frame_marks;
  uptr sp = detail.sp, cfa = detail.frame.cfa, frame_pointer = detail.registers[kRbp];
  if (detail.row == 0 || detail.row == kOutermostRow || cfa <= sp || frame_pointer != cfa - 2 * kWord)
    return;
  uptr code = markOf(detail);
  FrameMark mark = code ? readFrameMark(reinterpret_cast<const u8 *>(code), frame_pointer) : FrameMark();
  uptr begin = sp + mark.argument_bytes, end = beginOfSaved(detail.row, cfa);
  if (!mark.known || !(mark.below || ends))
    return;
  for (u32 i = 0; i < mark.count; ++i)
    if (mark.variables[i].begin < sp || mark.variables[i].end > end)
      return; // the frame is not as it was expected
  if (mark.below) {
    frame_marks::clear(begin, mark.variables[0].end);
    return;
  }
  while (begin < end) {
    Range next = {end, end}; // the variable that ends lowest above `begin`
    for (u32 i = 0; i < mark.count; ++i)
      if (mark.variables[i].end > begin && mark.variables[i].begin < next.begin)
        next = mark.variables[i];
    frame_marks::clear(begin, next.begin);
    begin = next.end > begin ? next.end : end;
  }
}

} // namespace refsan
