//===- KeptLocals.h - what local variables hold is kept alive ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An optimiser drops variables that nothing uses any more, though they are in scope: what
// they hold is copied to a place of the frame that it has to leave alone.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_REWRITE_KEPTLOCALS_H
#define REFSAN_PLUGIN_REWRITE_KEPTLOCALS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/IRBuilder.h"

namespace refsan {

struct KeptLocals {
  llvm::SmallVector<std::pair<llvm::AllocaInst *, uint64_t>, 8> Copied;
  llvm::SmallVector<llvm::AllocaInst *, 2> Shown; // where they are: they are large, or nobody knows how large
  uint64_t CopiedBytes = 0;
};

/// The locals that are in scope at \p Place, and wanted.
KeptLocals findLocals(
    llvm::Instruction &Place,
    llvm::function_ref<bool(llvm::AllocaInst &)> Wanted = [](llvm::AllocaInst &) { return true; });
/// Code that may run after \p Call reads what \p Local holds during it.
bool isReadAfter(const llvm::AllocaInst &Local, llvm::CallBase &Call);
/// A place at the begin of \p F; null if nothing is to be copied there.
llvm::AllocaInst *placeForLocals(llvm::Function &F, uint64_t Bytes, const llvm::Twine &Name);
/// To \p Kept, which has room for KeptLocals::CopiedBytes.
void copyLocals(const KeptLocals &Locals, llvm::AllocaInst &Kept, llvm::IRBuilder<> &B);
/// What is at \p Address is used by nobody that the optimiser could know.
void show(llvm::Value &Address, llvm::IRBuilder<> &B);

} // namespace refsan

#endif // REFSAN_PLUGIN_REWRITE_KEPTLOCALS_H
