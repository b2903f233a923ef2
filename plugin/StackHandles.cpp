//===- StackHandles.cpp - handles in local variables ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CleanupPasses.h"
#include "RuntimeAbi.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

static bool isLocal(const Value *Slot) { return isa<AllocaInst>(getUnderlyingObject(Slot)); }

// One of the two is a local: told is what the other holds now, and what it held.
static void exchange(CallInst &Swap, Value *Slot, Value *Local) {
  RuntimeAbi Abi(*Swap.getModule());
  IRBuilder<> B(&Swap);
  Value *Now = B.CreateLoad(B.getPtrTy(), Slot), *Before = B.CreateLoad(B.getPtrTy(), Local);
  B.CreateCall(Abi.get(Entry::__refsan_handle_exchanged), {Slot, Now, Before, Swap.getArgOperand(2)});
}

static bool isOfLocal(CallInst &Call) {
  StringRef Name = calledName(Call);
  if (!Name.starts_with("__refsan_handle_"))
    return false;
  bool First = isLocal(Call.getArgOperand(0));
  if (Name != "__refsan_handle_swap")
    return First;
  bool Second = isLocal(Call.getArgOperand(1));
  if (First != Second)
    exchange(Call, Call.getArgOperand(First ? 1 : 0), Call.getArgOperand(First ? 0 : 1));
  return First || Second;
}

PreservedAnalyses StackHandlePass::run(Function &F, FunctionAnalysisManager &) {
  // A coroutine's variables may become part of its frame in the heap.
  if (F.isPresplitCoroutine())
    return PreservedAnalyses::all();
  SmallVector<CallInst *, 8> Dropped;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallInst>(&I); Call && isOfLocal(*Call))
      Dropped.push_back(Call);
  for (CallInst *Call : Dropped)
    Call->eraseFromParent();
  if (Dropped.empty())
    return PreservedAnalyses::all();
  PreservedAnalyses Kept;
  Kept.preserveSet<CFGAnalyses>();
  return Kept;
}

} // namespace refsan
