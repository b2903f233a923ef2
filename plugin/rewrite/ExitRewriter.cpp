//===- ExitRewriter.cpp - the beginning and the end of main ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frames/LocalSlots.h"
#include "rewrite/Rewriter.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

// Locals up to this many bytes in all are copied, so that they themselves can live
// in registers; larger ones, tables, are shown where they are.
constexpr uint64_t MaxCopiedBytes = 1024;

namespace {
struct KeptLocals {
  SmallVector<std::pair<AllocaInst *, uint64_t>, 8> Copied;
  SmallVector<AllocaInst *, 2> Shown;
  uint64_t CopiedBytes = 0;
};
} // namespace

// Variables whose block has ended keep nothing alive.
static bool isInScope(AllocaInst &Local, const CallBase &ExitCall) {
  VariableBlock Block = blockOfVariable(Local);
  const DILocation *Place = ExitCall.getDebugLoc();
  return !Block.Scope || !Place || isInside(Place, Block.Scope);
}

// What the markers of its lifetime say: there is a way to the call on which the
// local has begun and has not ended, or there are none.
static bool isAlive(const AllocaInst &Local, const CallBase &ExitCall) {
  SmallDenseMap<const Instruction *, bool, 8> Markers;
  for (const User *U : Local.users())
    if (const auto *Marker = dyn_cast<LifetimeIntrinsic>(U))
      Markers[Marker] = Marker->getIntrinsicID() == Intrinsic::lifetime_start;
  if (Markers.empty())
    return true;
  // From the call backward, each block from its end once.
  SmallPtrSet<const BasicBlock *, 16> Seen;
  SmallVector<const Instruction *, 16> Open = {&ExitCall};
  while (!Open.empty()) {
    const Instruction *I = Open.pop_back_val();
    const BasicBlock *Block = I->getParent();
    while (I && !Markers.contains(I))
      I = I->getPrevNode();
    if (I && Markers[I])
      return true;
    if (I)
      continue;
    for (const BasicBlock *Before : predecessors(Block))
      if (Seen.insert(Before).second)
        Open.push_back(Before->getTerminator());
  }
  return false;
}

static KeptLocals findLocals(CallBase &ExitCall) {
  KeptLocals Kept;
  const DataLayout &DL = ExitCall.getDataLayout();
  for (Instruction &I : instructions(ExitCall.getFunction())) {
    auto *Local = dyn_cast<AllocaInst>(&I);
    if (!Local || !Local->isStaticAlloca() || !isInScope(*Local, ExitCall) || !isAlive(*Local, ExitCall))
      continue;
    uint64_t Bytes = Local->getAllocationSize(DL).value_or(TypeSize::getFixed(0)).getFixedValue();
    if (Bytes < 8 || Local->getAllocatedType()->isIntOrIntVectorTy())
      continue;
    if (Kept.CopiedBytes + alignTo(Bytes, 8) > MaxCopiedBytes) {
      Kept.Shown.push_back(Local);
      continue;
    }
    Kept.Copied.push_back({Local, Bytes});
    Kept.CopiedBytes += alignTo(Bytes, 8);
  }
  return Kept;
}

static void copyLocals(const KeptLocals &Locals, AllocaInst &Kept, IRBuilder<> &B) {
  uint64_t At = 0;
  for (auto [Local, Bytes] : Locals.Copied) {
    Value *To = B.CreateConstInBoundsGEP1_64(B.getInt8Ty(), &Kept, At);
    if (Local->getAllocatedType()->isPointerTy() && !Local->isArrayAllocation())
      B.CreateStore(B.CreateLoad(B.getPtrTy(), Local), To);
    else
      B.CreateMemCpy(To, Align(8), Local, Local->getAlign(), Bytes);
    At += alignTo(Bytes, 8);
  }
}

// What is at \p Address is used by nobody that the optimiser could know.
static void show(Value &Address, IRBuilder<> &B) {
  auto *Type = FunctionType::get(B.getVoidTy(), {B.getPtrTy()}, false);
  B.CreateCall(InlineAsm::get(Type, "", "r,~{memory}", /*hasSideEffects=*/true), {&Address});
}

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

void keepLocals(Function &F, ArrayRef<EndingCall> Calls, RuntimeAbi &Abi) {
  SmallVector<KeptLocals, 4> All;
  uint64_t Most = 0;
  for (const EndingCall &Ending : Calls)
    Most = std::max(Most, All.emplace_back(findLocals(*Ending.Call)).CopiedBytes);
  // One place for all: the calls are made one at a time.
  AllocaInst *Kept = nullptr;
  if (Most) {
    IRBuilder<> Start(&*F.getEntryBlock().getFirstInsertionPt());
    Kept = Start.CreateAlloca(ArrayType::get(Start.getInt64Ty(), Most / 8), nullptr, "refsan.kept");
  }
  for (auto [Ending, Locals] : zip(Calls, All)) {
    IRBuilder<> B(Ending.Call);
    // A local may be out of scope by now: that is no error of the program's.
    B.SetNoSanitizeMetadata();
    if (Ending.Waits) {
      keepWhileWaiting(Ending, Locals, Kept);
      continue;
    }
    Value *None = ConstantPointerNull::get(B.getPtrTy());
    Value *Exit = Ending.ByLibrary ? Ending.Call->getCalledOperand() : None;
    for (AllocaInst *Local : Locals.Shown)
      B.CreateCall(Abi.get(Entry::__refsan_keep), {Local, Exit});
    if (Locals.CopiedBytes)
      copyLocals(Locals, *Kept, B);
    B.CreateCall(Abi.get(Entry::__refsan_keep), {Locals.CopiedBytes ? Kept : None, Exit});
  }
}

void keepFrame(Function &F) {
  if (F.hasAvailableExternallyLinkage())
    return;
  F.removeFnAttr(Attribute::AlwaysInline);
  F.removeFnAttr(Attribute::InlineHint);
  F.addFnAttr(Attribute::NoInline);
}

void leaveMain(Function &F, RuntimeAbi &Abi) {
  for (Instruction &I : instructions(F))
    if (auto *Return = dyn_cast<ReturnInst>(&I); Return && !Return->getParent()->getTerminatingMustTailCall()) {
      IRBuilder<> B(Return);
      B.CreateCall(Abi.get(Entry::__refsan_main_left), {});
    }
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
