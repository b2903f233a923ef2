//===- ContextFlow.cpp - what the thread's context holds where ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cleanup/ContextFlow.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

static bool isAddressOf(const Value *V, const GlobalVariable *Record) {
  const auto *Address = dyn_cast<IntrinsicInst>(V);
  return Address && Address->getIntrinsicID() == Intrinsic::threadlocal_address && Address->getArgOperand(0) == Record;
}

// A coroutine may go on on another thread.
GlobalVariable *ContextFlow::recordOf(Function &F) {
  GlobalVariable *Record = F.getParent()->getNamedGlobal("__refsan_thread");
  bool Used = Record && !F.isPresplitCoroutine() &&
              any_of(instructions(F), [&](const Instruction &I) { return isAddressOf(&I, Record); });
  return Used ? Record : nullptr;
}

std::optional<unsigned> ContextFlow::fieldOf(const Value *Pointer) const {
  APInt Offset(64, 0);
  const Value *Base = Pointer->stripAndAccumulateConstantOffsets(F.getDataLayout(), Offset, true);
  if (!isAddressOf(Base, Record))
    return std::nullopt;
  uint64_t Field = Offset.getZExtValue() / 8;
  return Field < FieldCount ? std::optional<unsigned>(Field) : std::nullopt;
}

std::optional<unsigned> ContextFlow::storedField(const Instruction &I) const {
  const auto *Store = dyn_cast<StoreInst>(&I);
  return Store ? fieldOf(Store->getPointerOperand()) : std::nullopt;
}

Value *ContextFlow::after(Instruction &I, Value *Before) const {
  if (auto *Load = dyn_cast<LoadInst>(&I))
    return (!Before || Before == &F) && fieldOf(Load->getPointerOperand()) == 0u ? Load : Before;
  if (I.isEHPad())
    return nullptr; // left in the middle
  if (const auto *Call = dyn_cast<CallBase>(&I))
    return Call->hasFnAttr(Attribute::ReturnsTwice) ? nullptr : Before;
  return storedField(I) == 0u ? cast<StoreInst>(I).getValueOperand() : Before;
}

Value *ContextFlow::before(BasicBlock &Block) const {
  if (Block.isEntryBlock())
    return &F;
  Value *Common = nullptr;
  for (BasicBlock *From : predecessors(&Block)) {
    auto Known = After.find(From);
    if (Known == After.end())
      continue;
    if (!Known->second || (Common && Common != Known->second))
      return nullptr;
    Common = Known->second;
  }
  return Common;
}

void ContextFlow::run() {
  After.clear();
  ReversePostOrderTraversal<Function *> Order(&F);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BasicBlock *Block : Order) {
      Value *Known = before(*Block);
      for (Instruction &I : *Block)
        Known = after(I, Known);
      auto [At, New] = After.try_emplace(Block, Known);
      if (New || At->second == Known)
        Changed |= New;
      else if (At->second) { // down once, never up again
        At->second = nullptr;
        Changed = true;
      }
    }
  }
}

} // namespace refsan
