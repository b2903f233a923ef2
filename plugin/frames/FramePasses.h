//===- FramePasses.h - frames without stale words ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A check takes every word in the frame of a function that is still running for
// a pointer that may be in use. These passes see to it that the words are the
// function's own and in use: what calls left there before, variables whose block
// has ended and temporaries are overwritten. Only in functions that a check may
// find running (CheckReach), at the end of the pipeline.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_FRAMES_FRAMEPASSES_H
#define REFSAN_PLUGIN_FRAMES_FRAMEPASSES_H

#include "llvm/IR/PassManager.h"

namespace refsan {

/// Clears variables that are in memory where the function begins, and where the
/// optimiser has marked that they end. Before modules are linked, those of Rust are
/// left alone: its compiler optimises them once more, with this pass, and a variable
/// that is cleared stays in memory.
struct FrameClearPass : llvm::PassInfoMixin<FrameClearPass> {
  const bool PreLink;
  explicit FrameClearPass(bool PreLink = false) : PreLink(PreLink) {}
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

/// For code that is not optimised: clears variables and temporaries where they
/// end, by debug info and by their uses, and keeps in such temporaries what the
/// code generator would put in places of its own.
struct DeadSlotPass : llvm::PassInfoMixin<DeadSlotPass> {
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

} // namespace refsan

#endif // REFSAN_PLUGIN_FRAMES_FRAMEPASSES_H
