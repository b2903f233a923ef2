//===- frame_bridges.cpp - over code without frame pointers -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/frame_bridges.h"

#include "platform/dwarf_cfi.h"
#include "platform/unwind.h"
#include "record/contexts.h"

namespace refsan {

namespace frame_bridges {
constexpr uptr kLongest = 64 << 10;

// What a walk from a frame outward comes by.
struct Walk {
  uptr from;
  bool foreign; // it may end where it begins, if who calls there has a frame pointer
  uptr cfa = 0; // of the last frame
  FrameBridge found = {};
  bool is_frame = false; // it returns to code that is known
  bool lost = false;
};

static bool visit(const FrameDetail &detail, void *arg) {
  Walk &walk = *static_cast<Walk *>(arg);
  FrameBridge &found = walk.found;
  uptr cfa = detail.frame.cfa, frame = cfa - 2 * sizeof(uptr);
  bool is_full = found.calls == kMostBridgedCalls;
  found.is_cut = is_full && framesLookedAt() <= kMostBridgedCalls + 1;
  walk.lost = !found.is_cut && (is_full || detail.interrupts || (cfa && cfa - walk.from > kLongest));
  if (walk.lost || found.is_cut)
    return false;
  // What a coroutine begins with has no caller.
  walk.is_frame |= cfa || unwindTables(detail.frame.pc - 1);
  if (walk.cfa) {
    found.at[found.calls++] = static_cast<u16>((walk.cfa - walk.from) / sizeof(uptr) - 1);
    found.between = withCall(found.between, detail.frame.pc);
  }
  if ((walk.cfa || walk.foreign) && cfa && detail.rbp == frame) {
    found.next = static_cast<u32>(frame - walk.from);
    return false;
  }
  walk.cfa = cfa;
  return true;
}

// False: that is no use, or it is no frame.
static bool walkFrom(Walk &walk) {
  UnwindCursor cursor = cursorAbove(walk.from);
  unwindCallers(cursor, visit, &walk);
  walk.found.pc = cursor.pc;
  return !walk.lost && walk.is_frame;
}

static void putFirst(FrameBridge *ways, usize count, const FrameBridge &bridge) {
  for (usize i = count - 1; i > 0; --i)
    ways[i] = ways[i - 1];
  ways[0] = bridge;
}

static usize placeOf(uptr pc, uptr next) { return ((pc ^ next * 31) * 0x9e3779b97f4a7c15 >> 32) % kForeignBridges; }

static const FrameBridge *findForeign(const Recorder &recorder, const uptr *saved, usize words) {
  uptr pc = saved[1];
  const ForeignCall &call = recorder.foreign_calls[placeOf(pc, 0)];
  if (call.pc != pc || call.next_at >= words)
    return nullptr;
  for (const FrameBridge &bridge : recorder.foreign_bridges[placeOf(pc, call.next_at ? saved[call.next_at] : 0)])
    if (bridge.pc == pc && (!bridge.calls || bridge.at[bridge.calls - 1] < words) &&
        callsOf(bridge, saved) == bridge.between)
      return &bridge;
  return nullptr;
}
} // namespace frame_bridges

bool makeBridge(Recorder &recorder, uptr frame) {
  using namespace frame_bridges;
  Walk walk = {frame, false};
  if (!walkFrom(walk))
    return false;
  putFirst(const_cast<FrameBridge *>(bridgesOf(recorder, walk.found.pc)), kBridgesOfPlace, walk.found);
  return true;
}

ForeignCalls passForeignCalls(Recorder &recorder, uptr frame) {
  using namespace frame_bridges;
  const uptr *saved = reinterpret_cast<const uptr *>(frame);
  usize words = isOnStack(recorder, frame) ? (recorder.stack_begin + recorder.stack_size - frame) / sizeof(uptr) : 0;
  Walk walk = {frame, true};
  const FrameBridge *way = findForeign(recorder, saved, words);
  if (!way) {
    if (!walkFrom(walk))
      return {};
    way = &walk.found;
    usize next_at = way->calls ? way->at[0] : 0;
    recorder.foreign_calls[placeOf(way->pc, 0)] = {way->pc, next_at};
    putFirst(recorder.foreign_bridges[placeOf(way->pc, next_at ? saved[next_at] : 0)], kForeignBridgesOfPair, *way);
  }
  return over(*way, frame);
}

void forgetBridges(Recorder &recorder) {
  for (auto &bridges : recorder.bridges)
    for (FrameBridge &bridge : bridges)
      bridge = {};
  for (auto &bridges : recorder.foreign_bridges)
    for (FrameBridge &bridge : bridges)
      bridge = {};
}

} // namespace refsan
