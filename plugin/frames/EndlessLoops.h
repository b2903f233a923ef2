//===- EndlessLoops.h - loops that nothing leaves ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread in such a loop is still there when the program ends: the check finds its
// function running. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_ENDLESSLOOPS_H
#define REFSAN_PLUGIN_FRAMES_ENDLESSLOOPS_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class BasicBlock;
class Function;
} // namespace llvm

namespace refsan {

using EndlessLoop = llvm::SmallPtrSet<const llvm::BasicBlock *, 8>;

/// Those out of which only calls lead that do not come back, and exceptions.
llvm::SmallVector<EndlessLoop, 1> endlessLoops(const llvm::Function &F);

/// From where control comes into the loop.
llvm::SmallVector<llvm::BasicBlock *, 2> blocksBefore(llvm::Function &F, const EndlessLoop &Loop);

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_ENDLESSLOOPS_H
