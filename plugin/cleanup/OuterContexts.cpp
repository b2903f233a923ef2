//===- OuterContexts.cpp - where the caller's context is read -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that sets contexts reads what its caller has set when it begins, to set it
// again. Many come back early, and often, without a call that needs a context: what is
// kept in a register till then costs them saving that.
//
//===----------------------------------------------------------------------===//

#include "cleanup/CleanupPasses.h"
#include "cleanup/ContextFlow.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace refsan {

namespace {

class OuterContext {
  LoadInst &Load;
  GlobalVariable &Record;
  ContextFlow &Flow;
  SmallPtrSet<Instruction *, 8> Needing; // the load done

  BasicBlock *commonBlock(const DominatorTree &DT, const LoopInfo &Loops) const;
  Instruction *placeIn(BasicBlock &Block);

public:
  OuterContext(LoadInst &Load, GlobalVariable &Record, ContextFlow &Flow) : Load(Load), Record(Record), Flow(Flow) {}
  bool sink(Function &F, const DominatorTree &DT, const LoopInfo &Loops);
};

} // namespace

// Dominates all that need it, and is in no loop.
BasicBlock *OuterContext::commonBlock(const DominatorTree &DT, const LoopInfo &Loops) const {
  BasicBlock *Common = nullptr;
  for (Instruction *I : Needing) {
    if (!DT.isReachableFromEntry(I->getParent()))
      return nullptr;
    Common = Common ? DT.findNearestCommonDominator(Common, I->getParent()) : I->getParent();
  }
  while (Common && Loops.getLoopFor(Common))
    Common = DT.getNode(Common)->getIDom()->getBlock();
  return Common;
}

// Null: it is not there any more.
Instruction *OuterContext::placeIn(BasicBlock &Block) {
  Value *Known = Flow.before(Block);
  for (Instruction &I : Block) {
    if (Needing.contains(&I) || I.isTerminator())
      return Known == &Load ? &I : nullptr;
    Known = Flow.after(I, Known);
  }
  return nullptr;
}

bool OuterContext::sink(Function &F, const DominatorTree &DT, const LoopInfo &Loops) {
  SmallVector<Instruction *, 8> Accesses;
  for (Instruction &I : instructions(F))
    if (Flow.storedField(I) == 0u) {
      Needing.insert(&I);
      Accesses.push_back(&I);
    }
  for (User *U : Load.users()) {
    if (isa<PHINode>(U))
      return false;
    Needing.insert(cast<Instruction>(U));
  }
  BasicBlock *Block = commonBlock(DT, Loops);
  Instruction *Place = Block && !Block->isEntryBlock() ? placeIn(*Block) : nullptr;
  if (!Place)
    return false;
  IRBuilder<> B(Place);
  B.SetCurrentDebugLocation(DebugLoc());
  Value *Address = B.CreateThreadLocalAddress(&Record);
  Load.moveBefore(Place->getIterator());
  Accesses.push_back(&Load);
  for (Instruction *I : Accesses) {
    unsigned At = isa<LoadInst>(I) ? LoadInst::getPointerOperandIndex() : StoreInst::getPointerOperandIndex();
    Value *Before = I->getOperand(At);
    I->setOperand(At, Address);
    RecursivelyDeleteTriviallyDeadInstructions(Before);
  }
  return true;
}

PreservedAnalyses OuterContextPass::run(Function &F, FunctionAnalysisManager &FAM) {
  GlobalVariable *Record = ContextFlow::recordOf(F);
  if (!Record)
    return PreservedAnalyses::all();
  ContextFlow Flow(F, *Record);
  LoadInst *Outer = nullptr;
  for (Instruction &I : F.getEntryBlock())
    if (auto *Load = dyn_cast<LoadInst>(&I); Load && Flow.fieldOf(Load->getPointerOperand()) == 0u) {
      Outer = Load;
      break;
    }
  if (!Outer)
    return PreservedAnalyses::all();
  Flow.run();
  if (!OuterContext(*Outer, *Record, Flow)
           .sink(F, FAM.getResult<DominatorTreeAnalysis>(F), FAM.getResult<LoopAnalysis>(F)))
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
