//===- DroppedParameters.cpp - handles given to a function ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/DroppedParameters.h"
#include "base/PassOptions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

static bool allCallersAreKnown(const Function &F) {
  return F.hasLocalLinkage() && !F.isDeclaration() && all_of(F.uses(), [](const Use &U) {
           const auto *Call = dyn_cast<CallBase>(U.getUser());
           return Call && Call->isCallee(&U) && !Call->isMustTailCall();
         });
}

// The local that the parameter is stored to, if it goes nowhere else.
static const AllocaInst *slotOf(const Argument &A) {
  const auto *Store = A.hasOneUse() ? dyn_cast<StoreInst>(*A.user_begin()) : nullptr;
  return Store && Store->getValueOperand() == &A ? dyn_cast<AllocaInst>(Store->getPointerOperand()) : nullptr;
}

// Filled once, borrowed, dropped: never moved out of, never lent to be changed.
static bool isOnlyDropped(const AllocaInst &Slot, CallClassifier &Classifier) {
  bool Dropped = false, Filled = false;
  for (const Use &U : Slot.uses()) {
    if (isa<StoreInst>(U.getUser()) && !Filled) {
      Filled = true;
      continue;
    }
    const auto *Call = dyn_cast<CallBase>(U.getUser());
    if (!Call || !Call->isArgOperand(&U))
      return false;
    const Function *Callee = Call->getCalledFunction();
    if (Callee && Call->getArgOperandNo(&U) == 0 && Classifier.dropsHandle(*Callee))
      Dropped = true;
    else if (!Call->isLifetimeStartOrEnd() && !Call->paramHasAttr(Call->getArgOperandNo(&U), Attribute::ReadOnly))
      return false;
  }
  return Dropped;
}

DroppedParameters::DroppedParameters(Module &M, CallClassifier &Classifier) {
  if (!passOptions().Elide)
    return;
  for (const Function &F : M)
    for (const Argument &A : F.args())
      if (const AllocaInst *Slot = A.getType()->isPointerTy() ? slotOf(A) : nullptr)
        if (isOnlyDropped(*Slot, Classifier) && allCallersAreKnown(F)) {
          Found[&F].push_back(A.getArgNo());
          Slots.insert(Slot);
        }
}

ArrayRef<unsigned> DroppedParameters::of(const CallBase &Call) const {
  auto At = Found.find(Call.getCalledFunction());
  return At == Found.end() ? ArrayRef<unsigned>() : ArrayRef<unsigned>(At->second);
}

} // namespace refsan
