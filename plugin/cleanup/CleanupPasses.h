//===- CleanupPasses.h - records that are not needed ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// After inlining more is known than at the start of the pipeline: which handles
// are local variables, which contexts nobody will see. No verdict and no line of
// a report changes: the runtime would have ignored what is taken out here.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_CLEANUP_CLEANUPPASSES_H
#define REFSAN_PLUGIN_CLEANUP_CLEANUPPASSES_H

#include "llvm/IR/PassManager.h"

namespace refsan {

/// Takes out what reports handles in local variables: the runtime ignores slots
/// on the stack. Before it is done, the variables cannot live in registers.
struct StackHandlePass : llvm::PassInfoMixin<StackHandlePass> {
  llvm::PreservedAnalyses run(llvm::Function &F, llvm::FunctionAnalysisManager &);
};

/// Takes out what reports single handles while many are moved.
struct MovedElementsPass : llvm::PassInfoMixin<MovedElementsPass> {
  llvm::PreservedAnalyses run(llvm::Function &F, llvm::FunctionAnalysisManager &);
};

/// Takes out references that are taken and given up in one function. Before the
/// next: their contexts are seen by nobody then.
struct ReferencePairPass : llvm::PassInfoMixin<ReferencePairPass> {
  llvm::PreservedAnalyses run(llvm::Function &F, llvm::FunctionAnalysisManager &);
};

/// Takes out stores to the thread's context that no call can see, and those of
/// the value that is there already.
struct ContextStorePass : llvm::PassInfoMixin<ContextStorePass> {
  llvm::PreservedAnalyses run(llvm::Function &F, llvm::FunctionAnalysisManager &);
};

/// Puts releases behind a look at the count: that of the last reference is not
/// reported. At the end of the pipeline, when nothing looks for releases any more.
struct ReleaseGuardPass : llvm::PassInfoMixin<ReleaseGuardPass> {
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
};

/// Does here what a call would find at once: hints are stored, and a handle that is
/// returned in memory is reported unless that is on the stack. Behind ReleaseGuardPass.
struct QuickCallPass : llvm::PassInfoMixin<QuickCallPass> {
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
};

} // namespace refsan

#endif // REFSAN_PLUGIN_CLEANUP_CLEANUPPASSES_H
