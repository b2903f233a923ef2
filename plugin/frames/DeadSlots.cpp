//===- DeadSlots.cpp - variables that are no longer in use ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/CheckReach.h"
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

// The code generator puts it in memory: used in another block, or after a call.
static bool outlivesCall(const Instruction &I) {
  for (const User *U : I.users())
    if (cast<Instruction>(U)->getParent() != I.getParent() || isa<PHINode>(U))
      return true;
  bool Called = false;
  for (const Instruction *Next = I.getNextNode(); Next; Next = Next->getNextNode()) {
    if (Called && is_contained(Next->operand_values(), &I))
      return true;
    Called |= isCall(*Next);
  }
  return false;
}

// What waits in places of the code generator's for calls to come back gets a place
// of its own, which ends where the last use is.
static void demoteWaiting(Function &F) {
  SmallVector<Instruction *, 16> Waiting;
  for (Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallInst>(&I);
    bool Stays = isa<AllocaInst>(I) || I.isEHPad() || I.getType()->isTokenTy() || I.isSwiftError() ||
                 I.getType()->isVoidTy() || (Call && Call->isMustTailCall());
    if (!Stays && outlivesCall(I))
      Waiting.push_back(&I);
  }
  BasicBlock::iterator Begin = F.getEntryBlock().begin();
  for (Instruction *I : Waiting) {
    if (auto *Phi = dyn_cast<PHINode>(I))
      DemotePHIToStack(Phi, Begin);
    else
      DemoteRegToStack(*I, /*VolatileLoads=*/false, Begin);
  }
}

PreservedAnalyses DeadSlotPass::run(Module &M, ModuleAnalysisManager &) {
  SymbolNames Names;
  for (Function &F : M) {
    if (!mayBeLive(F) || F.callsFunctionThatReturnsTwice())
      continue;
    demoteWaiting(F);
    LocalSlots Slots(F, Names);
    for (const LocalSlots::Death &D : Slots.deaths())
      if (D.Of->Bytes <= MaxClearedBytes)
        clearSlot(*D.Of->Memory, 0, D.Of->Bytes, *D.Before);
  }
  return PreservedAnalyses::none();
}

} // namespace refsan
