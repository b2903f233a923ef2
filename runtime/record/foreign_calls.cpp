//===- foreign_calls.cpp - over code without frame pointers -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/foreign_calls.h"

#include "platform/unwind.h"

namespace refsan {

namespace foreign_calls {
static void put(Recorder &recorder, uptr pc, u64 row) {
  CallRow *set = recorder.call_rows[callRowSet(pc)];
  if (set[0].pc != pc)
    set[1] = set[0];
  RowStep step = row == kOutermostRow ? RowStep{} : stepOfRow(row);
  set[0] = {pc, step.words, step.by_rbp, static_cast<u8>(step.rbp_below)};
}

struct Walk {
  Recorder &recorder;
  bool from_here; // it may end where it begins
  u32 calls = 0;
};

// Code without tables is passed by frame pointer, and where it is in a module, what a coroutine begins with has no
// caller. A signal's frame is not passed: its caller did not call.
static u64 rowOf(const FrameDetail &detail) {
  uptr cfa = detail.frame.cfa;
  if (detail.interrupts)
    return 0;
  if (!cfa)
    return detail.row == kOutermostRow || (!detail.row && unwindTables(detail.frame.pc - 1)) ? kOutermostRow : 0;
  if (detail.row || detail.rbp != cfa - 2 * sizeof(uptr))
    return detail.row;
  constexpr u64 kSaved[kRowColumnCount] = {0, 2};
  return makeRow(true, 2 * sizeof(uptr), kSaved);
}

static bool visit(const FrameDetail &detail, void *arg) {
  Walk &walk = *static_cast<Walk *>(arg);
  u64 row = rowOf(detail);
  if (!row)
    return false;
  put(walk.recorder, detail.frame.pc, row);
  bool ends = detail.rbp == detail.frame.cfa - 2 * sizeof(uptr) && (walk.calls || walk.from_here);
  return !ends && walk.calls++ <= kMostForeignCalls;
}
} // namespace foreign_calls

void learnCalls(Recorder &recorder, uptr frame, bool from_here) {
  foreign_calls::Walk walk = {recorder, from_here};
  unwindCallers(cursorAbove(frame), foreign_calls::visit, &walk);
}

ForeignWay passForeignCalls(Recorder &recorder, uptr frame) {
  auto isEnough = [](const ForeignCalls &) { return false; };
  ForeignWay way = {};
  if (passKnownCalls(recorder, frame, isEnough, way))
    return way;
  learnCalls(recorder, frame, true);
  return passKnownCalls(recorder, frame, isEnough, way) ? way : ForeignWay{};
}

void forgetCalls(Recorder &recorder) {
  for (auto &set : recorder.call_rows)
    for (CallRow &row : set)
      row = {};
}

} // namespace refsan
