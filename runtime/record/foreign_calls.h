//===- foreign_calls.h - over code without frame pointers -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code of libraries may use the frame pointer's register for anything. A chain of frames
// (stack_chain.h) is led over it by what unwinding said, once, of each return address: how large
// the frame there is, by which register, and where the caller's frame pointer is kept
// (platform/cfi_rows.h). Any thread, its own; async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_FOREIGN_CALLS_H
#define REFSAN_RECORD_FOREIGN_CALLS_H

#include "platform/cfi_rows.h"
#include "platform/memory.h"
#include "record/contexts.h"
#include "record/stack_chain.h"
#include "record/thread_state.h"

namespace refsan {

constexpr u32 kMostForeignCalls = 23; // with the first, what a context looks at by default
constexpr u32 kNearForeignCalls = 10; // with those, most keys of what a library allocates are nobody else's

inline u64 withCall(u64 between, uptr pc) { return (between ^ pc) * 0x9fb21c651e98df25; }

inline usize callRowSet(uptr pc) { return static_cast<u32>(pc) * 0x9e3779b1u >> (32 - kCallRowSetBits); }

// A walk outward from a frame by what is known.
class CallWalk {
  const Recorder &recorder;
  uptr pc, sp, rbp;
  u64 between = 0;
  u32 left = kMostForeignCalls + 1;
  bool may_end; // where it is: who called there may have a frame pointer

public:
  CallWalk(const Recorder &recorder, uptr frame, bool from_here)
      : recorder(recorder), pc(reinterpret_cast<const uptr *>(frame)[1]), sp(frame + 2 * sizeof(uptr)),
        rbp(reinterpret_cast<const uptr *>(frame)[0]), may_end(from_here) {}

  // As far as the next frame that has a frame pointer, or so many calls; from there it may go on. `isThere(frame)`:
  // its two words can be read. False: it is not known of all calls, or it is no stack.
  template <typename IsThere> __attribute__((always_inline)) bool go(u32 calls, IsThere isThere, ForeignCalls &passed) {
    u32 until = left > calls + 1 ? left - calls - 1 : 0;
    for (; pc; left--) {
      if (__builtin_expect(left == until, 0)) {
        passed = {between, 0, false, until || framesLookedAt() <= kMostForeignCalls + 1};
        return passed.is_cut;
      }
      const CallRow *row = recorder.call_rows[callRowSet(pc)];
      if (row->pc != pc && (++row)->pc != pc)
        return false;
      if (!row->words)
        break;
      uptr cfa = (row->by_rbp ? rbp : sp) + row->words * sizeof(uptr), at = cfa - 2 * sizeof(uptr);
      if (__builtin_expect(cfa <= sp || !isThere(at), 0))
        return false;
      if (rbp == at && may_end) {
        passed = {between, at, false, false, kMostForeignCalls + 1 - left};
        return true;
      }
      may_end = true;
      if (row->rbp_below)
        rbp = reinterpret_cast<const uptr *>(cfa)[-row->rbp_below];
      pc = reinterpret_cast<const uptr *>(at)[1];
      between = withCall(between, pc);
      sp = cfa;
    }
    passed = {between, 0, true};
    return true;
  }
};

// Unwinds from a frame, as far as there is none that has a frame pointer, so that it is known.
void learnCalls(Recorder &recorder, uptr frame, bool from_here);
// The way from a frame that code called which is not instrumented, however that code uses the register: the nearest
// calls, and all.
struct ForeignWay {
  ForeignCalls near, all;
};
ForeignWay passForeignCalls(Recorder &recorder, uptr frame);
// By what is known; all of them only where `isEnough(nearest)` says no.
template <typename IsEnough>
bool passKnownCalls(const Recorder &recorder, uptr frame, IsEnough isEnough, ForeignWay &way) {
  // How far a stack goes that is not the thread's is not known: so much of it is there.
  uptr end = isOnStack(recorder, frame) ? recorder.stack_begin + recorder.stack_size
                                        : (frame | (kPageSize - 1)) + 2 - 2 * sizeof(uptr);
  auto isThere = [end](uptr at) { return at < end; };
  CallWalk walk(recorder, frame, true);
  if (!walk.go(kNearForeignCalls, isThere, way.near))
    return false;
  way.all = way.near;
  return isEnough(way.near) || !way.near.is_cut || walk.go(kMostForeignCalls, isThere, way.all);
}
void forgetCalls(Recorder &recorder);

} // namespace refsan

#endif // REFSAN_RECORD_FOREIGN_CALLS_H
