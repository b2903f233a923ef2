//===- frame_bridges.cpp - over code without frame pointers -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/frame_bridges.h"

#include "platform/dwarf_cfi.h"
#include "platform/unwind.h"

namespace refsan {

namespace frame_bridges {
constexpr uptr kLongest = 64 << 10;

// What a walk from a frame outward comes by.
struct Walk {
  uptr from;
  uptr cfa = 0; // of the last frame
  FrameBridge found = {};
  bool lost = false;
};

static bool visit(const FrameDetail &detail, void *arg) {
  Walk &walk = *static_cast<Walk *>(arg);
  uptr cfa = detail.frame.cfa;
  walk.lost = detail.interrupts || (cfa && cfa - walk.from > kLongest);
  if (walk.lost)
    return false;
  if (walk.cfa) {
    walk.found.last_at = static_cast<u32>(walk.cfa - sizeof(uptr) - walk.from);
    walk.found.last_pc = detail.frame.pc;
    uptr frame = cfa - 2 * sizeof(uptr);
    if (detail.registers[kRbp] == frame) {
      walk.found.next = static_cast<u32>(frame - walk.from);
      return false;
    }
  }
  walk.cfa = cfa;
  return true;
}
} // namespace frame_bridges

bool makeBridge(Recorder &recorder, uptr frame) {
  using namespace frame_bridges;
  UnwindCursor cursor = cursorAbove(frame);
  Walk walk = {frame};
  unwindAll(cursor, visit, &walk);
  if (walk.lost)
    return false;
  walk.found.pc = cursor.pc;
  auto *bridges = const_cast<FrameBridge *>(bridgesOf(recorder, cursor.pc));
  for (usize i = kBridgesOfPlace - 1; i > 0; --i)
    bridges[i] = bridges[i - 1];
  bridges[0] = walk.found;
  return true;
}

void forgetBridges(Recorder &recorder) {
  for (auto &bridges : recorder.bridges)
    for (FrameBridge &bridge : bridges)
      bridge = {};
}

} // namespace refsan
