//===- frame_gaps.h - words of frames that nobody wrote ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To keep the stack aligned, compilers leave words between what a frame holds: the
// last call that reached down there has left its own in them. The pass clears the
// variables of functions that a check may find running, but such gaps only the
// code generator knows. Here they are told by the code: no instruction of the
// function refers to them. Used by the check; other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_FRAME_GAPS_H
#define REFSAN_PLATFORM_FRAME_GAPS_H

#include "base/ints.h"

namespace refsan {

struct ThreadState;
struct FrameDetail;

// Overwrites the gaps of frames, one after the other.
class FrameGaps {
public:
  void clear(const FrameDetail &detail);
  // For unwindAll() and unwindAllHere(): of each frame.
  static bool visit(const FrameDetail &detail, void *gaps);

private:
  // In the frames of a function that waits at one place.
  struct Gap {
    uptr pc = 0;
    i64 size = 0; // of the frame, from the CFA to the stack pointer
    i64 at = 0;   // the word from the CFA; 0: there is none
  };
  i64 gapOf(const FrameDetail &detail, i64 size);

  static constexpr usize kKnown = 16; // seen lately: the deepest stacks are recursion
  Gap known_[kKnown];
  usize next_ = 0;
};

// Of all frames of a stopped thread.
void clearFrameGaps(const ThreadState &thread);

// Whether an instruction in `code` refers to the word at this distance from the
// frame pointer or from the stack pointer. Tells more often yes than is true.
bool refersToFrame(Range code, i64 from_rbp, i64 from_rsp);

} // namespace refsan

#endif // REFSAN_PLATFORM_FRAME_GAPS_H
