//===- HandleFlow.cpp - which reference a variable holds ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandleFlow.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxDepth = 8;

HandleFlow::Origin HandleFlow::originOf(Value *Handle, unsigned Depth) {
  if (Depth > MaxDepth)
    return {};
  if (auto *Load = dyn_cast<LoadInst>(Handle)) {
    auto *Slot = dyn_cast<AllocaInst>(Load->getPointerOperand());
    return Slot ? originOfSlot(*Slot, Depth + 1) : Origin{};
  }
  if (auto *Word = dyn_cast<ExtractValueInst>(Handle))
    return Word->getIndices().front() == 0 ? originOf(Word->getAggregateOperand(), Depth + 1) : Origin{};
  auto *Call = dyn_cast<CallBase>(Handle);
  if (!Call || !Call->getCalledFunction())
    return {};
  switch (Classifier.handleSource(*Call->getCalledFunction())) {
  case HandleSource::Retain:
    return {Sites.site(*Call, Op::Call), false, nullptr};
  case HandleSource::Create: // no retain: reports must not call it one
    return {Sites.site(*Call, Op::Alloc), true, nullptr};
  case HandleSource::Unknown:
    return {nullptr, false, Call};
  case HandleSource::None:
    return {};
  }
  llvm_unreachable("all sources are named");
}

// A local is plain if it is filled in one place only.
HandleFlow::Origin HandleFlow::originOfSlot(AllocaInst &Slot, unsigned Depth) {
  StoreInst *Only = nullptr;
  for (User *U : Slot.users()) {
    if (auto *Store = dyn_cast<StoreInst>(U); Store && Store->getPointerOperand() == &Slot) {
      if (Only)
        return {};
      Only = Store;
    } else if (auto *Copy = dyn_cast<MemTransferInst>(U); Copy && Copy->getRawDest() == &Slot)
      return {};
  }
  if (!Only || !Only->getValueOperand()->getType()->isPointerTy())
    return {};
  return originOf(Only->getValueOperand(), Depth);
}

static bool isLocal(const Value *Pointer) { return isa<AllocaInst>(Pointer->stripInBoundsOffsets()); }

SmallVector<HandleStore, 4> HandleFlow::stores() {
  SmallVector<HandleStore, 4> Found;
  for (Instruction &I : instructions(F))
    if (auto *Store = dyn_cast<StoreInst>(&I))
      if (Store->getValueOperand()->getType()->isPointerTy() && !isLocal(Store->getPointerOperand()))
        if (Origin From = originOf(Store->getValueOperand()); From.Site)
          Found.push_back({Store, From.Site});
  return Found;
}

SmallVector<HandleDrop, 8> HandleFlow::drops() {
  SmallVector<HandleDrop, 8> Found;
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || Call->arg_size() == 0 || !Classifier.dropsHandle(*Callee))
      continue;
    Value *Arg = Call->getArgOperand(0);
    auto *Slot = dyn_cast<AllocaInst>(Arg);
    if (Slot && Parameters.isSlot(*Slot)) {
      Found.push_back({Call, Slot, nullptr, nullptr, nullptr}); // reported by the caller
      continue;
    }
    if (Origin From = Slot ? originOfSlot(*Slot, 0) : originOf(Arg))
      Found.push_back({Call, Slot, Slot ? nullptr : Arg, From.Created ? nullptr : From.Site, From.Made});
  }
  return Found;
}

SmallVector<HandleDrop, 4> HandleFlow::gifts() {
  SmallVector<HandleDrop, 4> Found;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      for (unsigned Number : Parameters.of(*Call)) {
        Value *Handle = Call->getArgOperand(Number);
        if (Origin From = originOf(Handle); !From.Created) // else nothing is kept of it
          Found.push_back({Call, nullptr, Handle, From.Site, From.Made, true});
      }
  return Found;
}

void reportStore(const HandleStore &S, RuntimeAbi &Abi) {
  IRBuilder<> B(S.Store->getNextNode());
  B.SetCurrentDebugLocation(S.Store->getDebugLoc());
  B.CreateCall(Abi.get(Entry::__refsan_handle_set), {S.Store->getPointerOperand(), S.Store->getValueOperand(), S.Site});
}

// The reference that a user's function returned: asked for right after the
// call, kept in a local until the drop.
static Value *keepOrigin(CallBase &Made, RuntimeAbi &Abi) {
  Function &F = *Made.getFunction();
  IRBuilder<> Entry(&*F.getEntryBlock().getFirstInsertionPt());
  auto *Ptr = Entry.getPtrTy();
  AllocaInst *Kept = Entry.CreateAlloca(Ptr, nullptr, "refsan.origin");
  IRBuilder<> Init(&*F.getEntryBlock().getFirstNonPHIOrDbgOrAlloca());
  Init.SetCurrentDebugLocation(DebugLoc());
  Init.CreateStore(ConstantPointerNull::get(Ptr), Kept);
  Instruction *After = isa<InvokeInst>(Made) ? &*cast<InvokeInst>(Made).getNormalDest()->getFirstInsertionPt()
                                             : Made.getNextNode();
  IRBuilder<> B(After);
  B.SetCurrentDebugLocation(Made.getDebugLoc());
  Value *Handle = &Made;
  while (Handle->getType()->isAggregateType())
    Handle = B.CreateExtractValue(Handle, 0);
  B.CreateStore(B.CreateCall(Abi.get(Entry::__refsan_last_retain), {Handle}), Kept);
  return Kept;
}

void reportDrops(ArrayRef<HandleDrop> Drops, RuntimeAbi &Abi) {
  // A handle is dropped on the unwinding ways too: one question for all of them.
  DenseMap<CallBase *, Value *> KeptOrigins;
  for (const HandleDrop &D : Drops) {
    Value *Kept = nullptr;
    if (D.Made) {
      if (auto *Invoke = dyn_cast<InvokeInst>(D.Made); Invoke && !Invoke->getNormalDest()->getSinglePredecessor())
        continue; // the result reaches a block that others reach too
      Value *&Known = KeptOrigins[D.Made];
      Kept = Known ? Known : Known = keepOrigin(*D.Made, Abi);
    }
    IRBuilder<> B(D.Call);
    Value *Handle = D.Slot ? B.CreateLoad(B.getPtrTy(), D.Slot) : D.Handle;
    Value *Site = D.Site;
    if (!Site)
      Site = Kept ? static_cast<Value *>(B.CreateLoad(B.getPtrTy(), Kept)) : ConstantPointerNull::get(B.getPtrTy());
    if (!D.Given || D.Site || Kept)
      B.CreateCall(Abi.get(Entry::__refsan_hint_release), {Handle, Site});
    if (D.Given)
      B.CreateCall(Abi.get(Entry::__refsan_release), {Handle, ConstantPointerNull::get(B.getPtrTy())});
  }
}

} // namespace refsan
