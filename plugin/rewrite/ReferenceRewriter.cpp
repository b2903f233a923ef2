//===- ReferenceRewriter.cpp - reference operations -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "rewrite/Rewriter.h"
#include "llvm/IR/IRBuilder.h"

using namespace llvm;

namespace refsan {

// The handle's word that points to the counted block.
static Value *slotOf(IRBuilder<> &B, Value *Handle, const RefFunction &What) {
  return What.Word ? B.CreateConstInBoundsGEP1_64(B.getPtrTy(), Handle, What.Word) : Handle;
}

static void setHandle(IRBuilder<> &B, Value *Slot, Entry How, Constant *Site, RuntimeAbi &Abi) {
  Value *Object = B.CreateLoad(B.getPtrTy(), Slot);
  B.CreateCall(Abi.get(How), {Slot, Object, Site});
}

Value *firstWord(IRBuilder<> &B, Value *Result) {
  while (Result->getType()->isAggregateType())
    Result = B.CreateExtractValue(Result, 0);
  return Result->getType()->isPointerTy() ? Result : nullptr;
}

static void atReturns(Function &F, function_ref<void(IRBuilder<> &, ReturnInst &)> Do) {
  for (ReturnInst *R : returnsOf(F)) {
    IRBuilder<> B(R);
    Do(B, *R);
  }
}

void instrumentReference(Function &F, const RefFunction &What, RuntimeAbi &Abi, SiteInfo &Sites) {
  Instruction &First = *F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca();
  bool Gives = What.Action == RefAction::ReleaseHandle || What.Action == RefAction::ClearHandle;
  Constant *Site = Sites.site(First, Gives ? Op::Release : Op::Retain, {}, What.Shown);
  switch (What.Action) {
  case RefAction::RetainResult:
    atReturns(F, [&](IRBuilder<> &B, ReturnInst &R) {
      Value *Result = R.getReturnValue();
      if (Value *Object = Result ? firstWord(B, Result) : nullptr)
        B.CreateCall(Abi.get(Entry::__refsan_retain), {Object, Site});
    });
    return;
  case RefAction::RetainValue:
    atReturns(F, [&](IRBuilder<> &B, ReturnInst &) {
      B.CreateCall(Abi.get(Entry::__refsan_counted_retain), {F.getArg(0), Site});
      // Whoever raised it keeps a pointer to the value.
      B.CreateStore(disguised(B, F.getArg(0)), Abi.threadField(B, RuntimeAbi::Moving));
    });
    return;
  case RefAction::ReleaseHandle: {
    IRBuilder<> B(&First);
    Value *Object = B.CreateLoad(B.getPtrTy(), F.getArg(0));
    B.CreateCall(Abi.get(Entry::__refsan_release), {Object, F.getArg(0)});
    return;
  }
  case RefAction::SetHandle:
  case RefAction::CopyHandle: {
    Entry How = What.Action == RefAction::CopyHandle ? Entry::__refsan_handle_copied : Entry::__refsan_handle_set;
    atReturns(F, [&](IRBuilder<> &B, ReturnInst &) { setHandle(B, slotOf(B, F.getArg(0), What), How, Site, Abi); });
    return;
  }
  case RefAction::SwapHandles:
    atReturns(F, [&](IRBuilder<> &B, ReturnInst &) {
      B.CreateCall(Abi.get(Entry::__refsan_handle_swap),
                   {slotOf(B, F.getArg(0), What), slotOf(B, F.getArg(1), What), Site});
    });
    return;
  case RefAction::ClearHandle: {
    IRBuilder<> B(&First);
    B.CreateCall(Abi.get(Entry::__refsan_handle_clear), {slotOf(B, F.getArg(0), What)});
    return;
  }
  case RefAction::MoveBytes: {
    Argument *From = F.getArg(What.Word), *End = F.getArg(What.Word + 1), *To = F.getArg(What.Word + 2);
    if (!all_of(ArrayRef<Argument *>{From, End, To}, [](Argument *A) { return A->getType()->isPointerTy(); }))
      return;
    IRBuilder<> B(&First);
    B.SetCurrentDebugLocation(DebugLoc());
    B.CreateCall(Abi.get(Entry::__refsan_handles_moving));
    atReturns(F, [&](IRBuilder<> &B, ReturnInst &) {
      B.CreateCall(Abi.get(Entry::__refsan_handles_moved), {From, To, B.CreatePtrDiff(B.getInt8Ty(), End, From)});
    });
    return;
  }
  }
}

} // namespace refsan
