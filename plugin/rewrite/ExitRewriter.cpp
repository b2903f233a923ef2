//===- ExitRewriter.cpp - the beginning and the end of main ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/KeptLocals.h"
#include "rewrite/Rewriter.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;

namespace refsan {

static void keepWhileWaiting(const EndingCall &Wait, const KeptLocals &Locals, AllocaInst *Kept) {
  IRBuilder<> B(Wait.Call);
  B.SetNoSanitizeMetadata();
  for (AllocaInst *Local : Locals.Shown)
    show(*Local, B);
  Instruction *After = Locals.CopiedBytes ? afterCall(*Wait.Call) : nullptr;
  if (!After)
    return;
  copyLocals(Locals, *Kept, B);
  show(*Kept, B);
  B.SetInsertPoint(After);
  B.CreateMemSet(Kept, B.getInt8(0), Locals.CopiedBytes, MaybeAlign(8));
  show(*Kept, B);
}

static KeptLocals localsToKeep(const EndingCall &Ending) {
  if (Ending.How != EndingCall::MayEnd)
    return findLocals(*Ending.Call);
  return findLocals(*Ending.Call, [&](AllocaInst &Local) { return !isReadAfter(Local, *Ending.Call); });
}

void keepLocals(Function &F, ArrayRef<EndingCall> Calls, RuntimeAbi &Abi) {
  SmallVector<KeptLocals, 4> All;
  uint64_t Most = 0;
  for (const EndingCall &Ending : Calls)
    Most = std::max(Most, All.emplace_back(localsToKeep(Ending)).CopiedBytes);
  // One place for all: the calls are made one at a time.
  AllocaInst *Kept = placeForLocals(F, Most, "refsan.kept");
  for (auto [Ending, Locals] : zip(Calls, All)) {
    IRBuilder<> B(Ending.Call);
    // A local may be out of scope by now: that is no error of the program's.
    B.SetNoSanitizeMetadata();
    if (Ending.comesBack()) {
      keepWhileWaiting(Ending, Locals, Kept);
      continue;
    }
    Value *None = ConstantPointerNull::get(B.getPtrTy());
    Value *Exit = Ending.How == EndingCall::ByLibrary ? Ending.Call->getCalledOperand() : None;
    for (AllocaInst *Local : Locals.Shown)
      B.CreateCall(Abi.get(Entry::__refsan_keep), {Local, Exit});
    if (Locals.CopiedBytes)
      copyLocals(Locals, *Kept, B);
    B.CreateCall(Abi.get(Entry::__refsan_keep), {Locals.CopiedBytes ? Kept : None, Exit});
  }
}

// Of the function's type; from \p Unknown where an attribute may promise something of it.
static Value *anyResult(Function &F, Value &Unknown, IRBuilder<> &B) {
  Type *T = F.getReturnType();
  if (T->isPointerTy())
    return B.CreateIntToPtr(&Unknown, T);
  if (T->isIntegerTy() && T->getIntegerBitWidth() <= 64)
    return B.CreateTrunc(&Unknown, T);
  return T->isVoidTy() ? nullptr : Constant::getNullValue(T);
}

// In front of \p Place; never taken.
static void addReturn(Instruction &Place) {
  BasicBlock *Before = Place.getParent();
  Function &F = *Before->getParent();
  BasicBlock *Ahead = Before->splitBasicBlock(&Place, "refsan.ahead");
  Before->getTerminator()->eraseFromParent();
  auto *Back = BasicBlock::Create(F.getContext(), "refsan.back", &F);
  IRBuilder<> B(Before);
  Value *Zero = unknown(B, B.getInt64(0));
  B.CreateCondBr(B.CreateIsNull(Zero), Ahead, Back, MDBuilder(F.getContext()).createLikelyBranchWeights());
  B.SetInsertPoint(Back);
  if (Value *Result = anyResult(F, *Zero, B))
    B.CreateRet(Result);
  else
    B.CreateRetVoid();
}

void seemToReturn(Function &F, ArrayRef<EndingCall> Calls) {
  if (F.isPresplitCoroutine())
    return;
  for (const EndingCall &Ending : Calls)
    if (!Ending.comesBack())
      addReturn(*Ending.Call);
}

void seemToReturn(Function &F) {
  if (F.isPresplitCoroutine())
    return;
  BasicBlock &Entry = F.getEntryBlock();
  Instruction *Last = nullptr;
  for (Instruction &I : Entry)
    if (isa<AllocaInst>(I))
      Last = &I;
  addReturn(Last ? *Last->getNextNode() : *Entry.getFirstNonPHIOrDbgOrAlloca());
}

void keepFrame(Function &F) {
  if (F.hasAvailableExternallyLinkage())
    return;
  F.removeFnAttr(Attribute::AlwaysInline);
  F.removeFnAttr(Attribute::InlineHint);
  F.addFnAttr(Attribute::NoInline);
}

void leaveMain(Function &F, RuntimeAbi &Abi) {
  for (ReturnInst *Return : returnsOf(F))
    IRBuilder<>(Return).CreateCall(Abi.get(Entry::__refsan_main_left), {});
}

void instrumentMain(Function &F, RuntimeAbi &Abi) {
  IRBuilder<> B(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  B.SetCurrentDebugLocation(DebugLoc());
  if (DISubprogram *SP = F.getSubprogram())
    B.SetCurrentDebugLocation(DILocation::get(F.getContext(), 0, 0, SP));
  Value *Slot = B.CreateIntrinsic(Intrinsic::addressofreturnaddress, {B.getPtrTy()}, {});
  B.CreateCall(Abi.get(Entry::__refsan_main), {Slot});
}

} // namespace refsan
