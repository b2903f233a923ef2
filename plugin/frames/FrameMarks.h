//===- FrameMarks.h - what the runtime can tell frames by -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_FRAMEMARKS_H
#define REFSAN_PLUGIN_FRAMES_FRAMEMARKS_H

#include "llvm/IR/Function.h"

namespace refsan {

/// An attribute of functions in which no pointer waits in a place of the code generator's for a call to come back.
constexpr llvm::StringRef OwnPlacesMark = "refsan-own-places";

/// Marks \p F, whose variables are all at fixed places, in whole units, for the runtime (platform/frame_gaps.h).
/// \p Places: says where they are, too. The code is not to be inlined any more then.
void markFrame(llvm::Function &F, llvm::Instruction &Begin, bool Places);

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_FRAMEMARKS_H
