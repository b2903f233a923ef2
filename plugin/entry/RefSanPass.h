//===- RefSanPass.h - the module pass ---------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// classify -> collect -> rewrite, at the start of the pipeline: later the
// calls that say who holds what have been inlined away.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_ENTRY_REFSANPASS_H
#define REFSAN_PLUGIN_ENTRY_REFSANPASS_H

#include "llvm/IR/PassManager.h"

namespace refsan {

struct RefSanPass : llvm::PassInfoMixin<RefSanPass> {
  /// Locals will be moved to registers, and dropped where nothing needs them.
  bool Optimises = true;

  explicit RefSanPass(bool Optimises = true) : Optimises(Optimises) {}
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

} // namespace refsan

#endif // REFSAN_PLUGIN_ENTRY_REFSANPASS_H
