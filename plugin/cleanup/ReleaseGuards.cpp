//===- ReleaseGuards.cpp - releases of the last reference -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Most objects go with the only reference they ever had. With the last one
// nothing is left to explain: the runtime is not even called.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "cleanup/CleanupPasses.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

// The hint that is about this release, if it stands right before it.
static CallInst *hintOf(CallInst &Release) {
  for (Instruction *Before = Release.getPrevNode(); Before; Before = Before->getPrevNode())
    if (calledName(*Before) == "__refsan_hint_release")
      return Before->getOperand(0) == Release.getArgOperand(0) ? cast<CallInst>(Before) : nullptr;
    else if (isa<CallBase>(Before) && !isa<IntrinsicInst>(Before))
      return nullptr;
  return nullptr;
}

// The count is the object's first word, which the code around reads, too: but of a
// handle that is given to a function (no slot) it is not known that there is one.
static void guard(CallInst &Release) {
  Value *Object = Release.getArgOperand(0);
  CallInst *Hint = hintOf(Release);
  if (isa<Constant>(Release.getArgOperand(1)))
    return;
  IRBuilder<> B(&Release);
  LoadInst *Count = B.CreateLoad(B.getInt64Ty(), Object);
  Count->setAtomic(AtomicOrdering::Monotonic);
  Value *Others = decided(B, B.CreateICmpNE(Count, B.getInt64(1)));
  MDNode *Rarely = MDBuilder(B.getContext()).createUnlikelyBranchWeights();
  Instruction *Inside = SplitBlockAndInsertIfThen(Others, &Release, false, Rarely);
  Release.moveBefore(Inside->getIterator());
  if (Hint)
    Hint->moveBefore(Release.getIterator());
}

PreservedAnalyses ReleaseGuardPass::run(Module &M, ModuleAnalysisManager &) {
  const Function *Entry = M.getFunction("__refsan_release");
  SmallVector<CallInst *, 16> Releases;
  if (Entry)
    for (const User *U : Entry->users())
      if (const auto *Call = dyn_cast<CallInst>(U); Call && Call->getCalledFunction() == Entry)
        Releases.push_back(const_cast<CallInst *>(Call));
  for (CallInst *Release : Releases)
    guard(*Release);
  return Releases.empty() ? PreservedAnalyses::all() : PreservedAnalyses::none();
}

} // namespace refsan
