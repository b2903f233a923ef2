//===- frame_marks.h - what the code generator put aside --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Beside variables frames hold values that the code generator needed a place for,
// long after their last use. The pass marks functions in which no pointer waits in
// such a place while something is called (unoptimised ones), and says in those with a
// call that does not come back, which needs none of them, where variables are.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_FRAME_MARKS_H
#define REFSAN_PLATFORM_FRAME_MARKS_H

#include "base/ints.h"
#include "refsan/frame_mark.h"

namespace refsan {

struct FrameDetail;

// What a mark says of a frame with this frame pointer.
struct FrameMark {
  bool known = false; // false: it says nothing
  bool below = false; // only what lies above variables[0] is the program's
  u32 argument_bytes = 0;
  u32 count = 0;
  Range variables[kMostFrameMarkPlaces];
};
FrameMark readFrameMark(const u8 *code, uptr frame_pointer);

// Overwrites what the code generator has put into frames, one after the other. Only where
// none of them will be come back to.
class GeneratedPlaces {
public:
  // `ends`: the frame's function has called what does not come back.
  void clear(const FrameDetail &detail, bool ends);

private:
  struct Known {
    uptr pc = 0;
    uptr mark = 0;
  };
  uptr markOf(const FrameDetail &detail);

  static constexpr usize kKnown = 16; // seen lately
  Known known_[kKnown];
  usize next_ = 0;
};

} // namespace refsan

#endif // REFSAN_PLATFORM_FRAME_MARKS_H
