//===- frame_bridges.h - over code without frame pointers -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code of libraries may use the frame pointer's register for something else: what a
// std::thread began with, a sort that calls back. A chain of frames (stack_chain.h)
// ends there. Unwound once, such code is known by the address that it is returned to:
// how far up there is a frame again, or that there is none; and by the calls on the
// way. Any thread, its own; async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_FRAME_BRIDGES_H
#define REFSAN_RECORD_FRAME_BRIDGES_H

#include "record/thread_state.h"

namespace refsan {

// The bridges of frames with this return address are among these.
inline const FrameBridge *bridgesOf(const Recorder &recorder, uptr pc) {
  return recorder.bridges[((pc * 0x9e3779b97f4a7c15) >> 32) % kFrameBridges];
}
// From a frame that code called which is not instrumented to the next that has a frame pointer, however that code uses
// the register. Each way is unwound once.
struct ForeignCalls {
  u64 between;         // the return addresses on the way, mixed
  uptr frame;          // 0: there is none
  bool ended;          // because the stack has
  bool is_cut = false; // or because it is further out than a context looks
};
inline ForeignCalls over(const FrameBridge &bridge, uptr frame) {
  return {bridge.between, bridge.next ? frame + bridge.next : 0, !bridge.next && !bridge.is_cut, bridge.is_cut};
}
ForeignCalls passForeignCalls(Recorder &recorder, uptr frame);

inline u64 withCall(u64 between, uptr pc) { return (between ^ pc) * 0x9fb21c651e98df25; }
// The return addresses that lie where a bridge's do, from a frame that returns to where its does.
inline u64 callsOf(const FrameBridge &bridge, const uptr *frame) {
  u64 between = 0;
  for (u32 i = 0; i < bridge.calls; i++)
    between = withCall(between, frame[bridge.at[i]]);
  return between;
}
// Unwinds from a frame. False: that is no use, or it is none.
bool makeBridge(Recorder &recorder, uptr frame);
void forgetBridges(Recorder &recorder);

} // namespace refsan

#endif // REFSAN_RECORD_FRAME_BRIDGES_H
