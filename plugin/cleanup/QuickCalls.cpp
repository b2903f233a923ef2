//===- QuickCalls.cpp - calls that are not worth one ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/RuntimeAbi.h"
#include "cleanup/CleanupPasses.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

static SmallVector<CallInst *, 16> callsOf(Module &M, StringRef Entry) {
  SmallVector<CallInst *, 16> Calls;
  if (Function *F = M.getFunction(Entry))
    for (User *U : F->users())
      if (auto *Call = dyn_cast<CallInst>(U); Call && Call->getCalledFunction() == F)
        Calls.push_back(Call);
  return Calls;
}

static void storeHint(CallInst &Hint, RuntimeAbi &Abi) {
  IRBuilder<> B(&Hint);
  Value *Object = B.CreateNot(B.CreatePtrToInt(Hint.getArgOperand(0), B.getInt64Ty()));
  B.CreateStore(Object, Abi.threadField(B, RuntimeAbi::Hinted));
  B.CreateStore(Hint.getArgOperand(1), Abi.threadField(B, RuntimeAbi::HintedRetain));
  Hint.eraseFromParent();
}

static bool isReturnSlot(const Value *Place) {
  const auto *Result = dyn_cast<Argument>(Place->stripInBoundsOffsets());
  return Result && Result->hasStructRetAttr();
}

// The caller's variable, nearly always, and not far from this frame: nothing else is there.
static void guardReturnSlot(CallInst &Set) {
  constexpr uint64_t Near = 64 << 10;
  IRBuilder<> B(&Set);
  Value *Frame = B.CreateIntrinsic(Intrinsic::frameaddress, {B.getPtrTy()}, {B.getInt32(0)});
  Value *Above =
      B.CreateSub(B.CreatePtrToInt(Set.getArgOperand(0), B.getInt64Ty()), B.CreatePtrToInt(Frame, B.getInt64Ty()));
  Value *Elsewhere = B.CreateICmpUGE(Above, B.getInt64(Near));
  MDNode *Rarely = MDBuilder(B.getContext()).createUnlikelyBranchWeights();
  Set.moveBefore(SplitBlockAndInsertIfThen(Elsewhere, &Set, false, Rarely)->getIterator());
}

PreservedAnalyses QuickCallPass::run(Module &M, ModuleAnalysisManager &) {
  RuntimeAbi Abi(M);
  SmallVector<CallInst *, 16> Hints = callsOf(M, "__refsan_hint_release");
  for (CallInst *Hint : Hints)
    storeHint(*Hint, Abi);
  SmallVector<CallInst *, 16> Sets = callsOf(M, "__refsan_handle_set");
  erase_if(Sets, [](const CallInst *Set) { return !isReturnSlot(Set->getArgOperand(0)); });
  for (CallInst *Set : Sets)
    guardReturnSlot(*Set);
  return Hints.empty() && Sets.empty() ? PreservedAnalyses::all() : PreservedAnalyses::none();
}

} // namespace refsan
