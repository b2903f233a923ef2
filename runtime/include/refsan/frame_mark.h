//===- frame_mark.h - numbers in the marks of frames ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass marks functions for the runtime, which reads their code. A mark begins with a number: kFrameMark, above that
// how many words at the lower end of the frame are arguments of calls, and in the lowest bits how many
// variables are listed behind it, each by its place and its size; kFrameMarkBelow: one place, below which and in which
// nothing is the program's.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_FRAME_MARK_H
#define REFSAN_FRAME_MARK_H

namespace refsan {

enum : unsigned {
  kFrameUnit = 16, // bytes of a frame that a variable fills whole
  kFrameMark = 0x5e000000,
  kFrameMarkCountBits = 8,
  kFrameMarkBelow = 0xff,
  kMostFrameMarkPlaces = 32,
  kMostFrameMarkWords = 1 << 16,
};

} // namespace refsan

#endif // REFSAN_FRAME_MARK_H
