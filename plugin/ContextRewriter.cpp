//===- ContextRewriter.cpp - the thread's record around calls -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewriter.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

// Field 0: context, 1: typed. The address is asked for anew at each use: a
// coroutine may go on on another thread. (LLVM merges the requests elsewhere.)
static Value *threadField(IRBuilder<> &B, RuntimeAbi &Abi, unsigned Field) {
  Value *Record = B.CreateThreadLocalAddress(Abi.threadRecord());
  return Field ? B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), Record, Field * 8) : Record;
}

static void storeField(Instruction *Before, RuntimeAbi &Abi, unsigned Field, Value *V, DebugLoc Loc) {
  IRBuilder<> B(Before);
  B.SetCurrentDebugLocation(Loc);
  B.CreateStore(V, threadField(B, Abi, Field));
}

// Where control comes back from a call; null: it does not, or nothing may
// stand there.
static Instruction *afterCall(CallBase &Call) {
  if (Call.isMustTailCall())
    return nullptr;
  auto *Invoke = dyn_cast<InvokeInst>(&Call);
  if (!Invoke)
    return Call.isTerminator() ? nullptr : Call.getNextNode();
  BasicBlock *Normal = Invoke->getNormalDest();
  if (!Normal->getSinglePredecessor())
    Normal = SplitEdge(Invoke->getParent(), Normal);
  return &*Normal->getFirstInsertionPt();
}

void setUserContext(Function &F, ArrayRef<CallContext> Calls, RuntimeAbi &Abi) {
  if (Calls.empty())
    return;
  IRBuilder<> Entry(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Entry.SetCurrentDebugLocation(DebugLoc());
  // A coroutine's caller is another one each time it is resumed.
  Value *Outer = F.isPresplitCoroutine() ? static_cast<Value *>(ConstantPointerNull::get(Entry.getPtrTy()))
                                         : Entry.CreateLoad(Entry.getPtrTy(), threadField(Entry, Abi, 0));
  SmallPtrSet<BasicBlock *, 8> Pads;
  for (const CallContext &C : Calls) {
    DebugLoc Loc = C.Call->getDebugLoc();
    storeField(C.Call, Abi, 0, C.Site, Loc);
    if (auto *Invoke = dyn_cast<InvokeInst>(C.Call))
      if (BasicBlock *Pad = Invoke->getUnwindDest(); Pad->isLandingPad() && Pads.insert(Pad).second)
        storeField(&*Pad->getFirstInsertionPt(), Abi, 0, Outer, Loc);
    if (Instruction *After = afterCall(*C.Call))
      storeField(After, Abi, 0, Outer, Loc);
  }
}

void setTypedContext(CallContext C, RuntimeAbi &Abi) {
  DebugLoc Loc = C.Call->getDebugLoc();
  storeField(C.Call, Abi, 1, C.Site, Loc);
  if (Instruction *After = afterCall(*C.Call))
    storeField(After, Abi, 1, ConstantPointerNull::get(PointerType::getUnqual(C.Call->getContext())), Loc);
}

} // namespace refsan
