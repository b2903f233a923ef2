//===- ContextRewriter.cpp - the thread's record around calls -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/Rewriter.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Intrinsics.h"

using namespace llvm;

namespace refsan {

static void storeField(Instruction *Before, RuntimeAbi &Abi, RuntimeAbi::ThreadField Field, Value *V, DebugLoc Loc) {
  IRBuilder<> B(Before);
  B.SetCurrentDebugLocation(Loc);
  B.CreateStore(V, Abi.threadField(B, Field));
}

void setUserContext(Function &F, ArrayRef<CallContext> Calls, RuntimeAbi &Abi) {
  if (Calls.empty())
    return;
  IRBuilder<> Entry(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Entry.SetCurrentDebugLocation(DebugLoc());
  // A coroutine's caller is another one each time it is resumed.
  Value *Outer = F.isPresplitCoroutine()
                     ? static_cast<Value *>(ConstantPointerNull::get(Entry.getPtrTy()))
                     : Entry.CreateLoad(Entry.getPtrTy(), Abi.threadField(Entry, RuntimeAbi::Context));
  SmallPtrSet<BasicBlock *, 8> Pads;
  for (const CallContext &C : Calls) {
    DebugLoc Loc = C.Call->getDebugLoc();
    storeField(C.Call, Abi, RuntimeAbi::Context, C.Site, Loc);
    if (auto *Invoke = dyn_cast<InvokeInst>(C.Call))
      if (BasicBlock *Pad = Invoke->getUnwindDest(); Pad->isLandingPad() && Pads.insert(Pad).second)
        storeField(&*Pad->getFirstInsertionPt(), Abi, RuntimeAbi::Context, Outer, Loc);
    if (Instruction *After = afterCall(*C.Call))
      storeField(After, Abi, RuntimeAbi::Context, Outer, Loc);
  }
}

void setTypedContext(CallContext C, RuntimeAbi &Abi) {
  DebugLoc Loc = C.Call->getDebugLoc();
  storeField(C.Call, Abi, RuntimeAbi::Typed, C.Site, Loc);
  if (Instruction *After = afterCall(*C.Call))
    storeField(After, Abi, RuntimeAbi::Typed, ConstantPointerNull::get(PointerType::getUnqual(C.Call->getContext())),
               Loc);
}

} // namespace refsan
