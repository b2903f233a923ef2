//===- DeadSlots.cpp - variables that are no longer in use ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/CheckReach.h"
#include "frames/FrameMarks.h"
#include "frames/FramePasses.h"
#include "frames/LocalSlots.h"
#include "frames/SlotClearing.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace refsan {

static bool isCall(const Instruction &I) {
  const auto *Call = dyn_cast<CallBase>(&I);
  return Call && !Call->getIntrinsicID() && !Call->isInlineAsm();
}

// The code generator puts it in memory: used in another block, or after a call. `Next`: what follows it in `Block`.
static bool outlivesCall(const Value &V, const BasicBlock &Block, const Instruction *Next,
                         function_ref<bool(const Instruction &)> IsCall = isCall) {
  for (const User *U : V.users())
    if (cast<Instruction>(U)->getParent() != &Block || isa<PHINode>(U))
      return true;
  bool Called = false;
  for (; Next; Next = Next->getNextNode()) {
    if (Called && is_contained(Next->operand_values(), &V))
      return true;
    Called |= IsCall(*Next);
  }
  return false;
}

// Where a result goes is memory that the caller has.
static bool mayWaitInRegister(const Argument &A) {
  bool Small = A.getType()->isIntegerTy() && A.getType()->getIntegerBitWidth() < 64;
  const BasicBlock &Entry = A.getParent()->getEntryBlock();
  auto MayCheck = [](const Instruction &I) { return isa<CallBase>(I) && mayCheckDuring(cast<CallBase>(I)); };
  return !Small && !A.hasStructRetAttr() && !A.hasByValAttr() && outlivesCall(A, Entry, &Entry.front(), MayCheck);
}

// What waits in places of the code generator's for calls to come back gets a place
// of its own, which ends where the last use is. Returns whether nothing is left there.
static bool demoteWaiting(Function &F) {
  SmallVector<Instruction *, 16> Waiting;
  bool All = none_of(F.args(), mayWaitInRegister);
  for (Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallInst>(&I);
    bool Never = isa<AllocaInst>(I) || I.getType()->isTokenTy() || I.getType()->isVoidTy();
    if (Never || !outlivesCall(I, *I.getParent(), I.getNextNode()))
      continue;
    if (I.isEHPad() || I.isSwiftError() || (Call && Call->isMustTailCall()))
      All = false;
    else
      Waiting.push_back(&I);
  }
  BasicBlock::iterator Begin = F.getEntryBlock().begin();
  for (Instruction *I : Waiting) {
    if (auto *Phi = dyn_cast<PHINode>(I))
      DemotePHIToStack(Phi, Begin);
    else
      DemoteRegToStack(*I, /*VolatileLoads=*/false, Begin);
  }
  return All;
}

PreservedAnalyses DeadSlotPass::run(Module &M, ModuleAnalysisManager &) {
  SymbolNames Names;
  for (Function &F : M) {
    if (!mayBeLive(F) || F.callsFunctionThatReturnsTwice())
      continue;
    if (demoteWaiting(F))
      F.addFnAttr(OwnPlacesMark);
    LocalSlots Slots(F, Names);
    for (const LocalSlots::Death &D : Slots.deaths())
      if (D.Of->Bytes <= MaxClearedBytes)
        clearSlot(*D.Of->Memory, 0, D.Of->Bytes, *D.Before);
  }
  return PreservedAnalyses::none();
}

} // namespace refsan
