//===- MovedElements.cpp - handles that move with many others -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between __refsan_handles_moving and __refsan_handles_moved the runtime ignores
// what happens to single handles. Where that has been inlined, it is not called.
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "cleanup/CleanupPasses.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

namespace {
// What is done from a __refsan_handles_moving on until the end that belongs to it.
struct Move {
  SmallVector<Instruction *, 4> Single; // calls about single handles
  bool Calls = false;                   // others
  bool Ends = true;                     // on each way
};
} // namespace

// Looks through the instructions from `I` to the block's end; false: the move ends in between.
static bool look(Instruction *I, const CallInst &Begin, const DominatorTree &DT, Move &Found) {
  for (; I; I = I->getNextNode()) {
    StringRef Callee = calledName(*I);
    if (Callee == "__refsan_handles_moved")
      return false;
    if (Callee.starts_with("__refsan_handle_") && DT.dominates(&Begin, I))
      Found.Single.push_back(I);
    else if (isa<CallBase>(I) && !isa<IntrinsicInst>(I))
      Found.Calls = true;
  }
  return true;
}

static Move moveFrom(CallInst &Begin, const DominatorTree &DT) {
  Move Found;
  SmallPtrSet<BasicBlock *, 8> Visited;
  SmallVector<BasicBlock *, 8> Work;
  auto Leave = [&](BasicBlock &Block) {
    Found.Ends &= !succ_empty(&Block) || isa<UnreachableInst>(Block.getTerminator());
    for (BasicBlock *Next : successors(&Block))
      if (Visited.insert(Next).second)
        Work.push_back(Next);
  };
  if (look(Begin.getNextNode(), Begin, DT, Found))
    Leave(*Begin.getParent());
  while (!Work.empty() && Found.Ends)
    if (BasicBlock &Block = *Work.pop_back_val(); look(&Block.front(), Begin, DT, Found))
      Leave(Block);
  return Found;
}

PreservedAnalyses MovedElementsPass::run(Function &F, FunctionAnalysisManager &FAM) {
  SmallVector<CallInst *, 2> Begins;
  for (Instruction &I : instructions(F))
    if (calledName(I) == "__refsan_handles_moving")
      Begins.push_back(cast<CallInst>(&I));
  bool Changed = false;
  for (CallInst *Begin : Begins) {
    Move Found = moveFrom(*Begin, FAM.getResult<DominatorTreeAnalysis>(F));
    if (!Found.Ends)
      continue;
    for (Instruction *Call : Found.Single)
      Call->eraseFromParent();
    Changed |= !Found.Single.empty() || !Found.Calls;
    if (!Found.Calls)
      Begin->eraseFromParent();
  }
  if (!Changed)
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
