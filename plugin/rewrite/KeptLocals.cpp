//===- KeptLocals.cpp - what local variables hold is kept alive -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/KeptLocals.h"
#include "frames/LocalSlots.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

// Locals up to this many bytes in all are copied, so that they themselves can live
// in registers; larger ones, tables, are shown where they are.
constexpr uint64_t MaxCopiedBytes = 1024;

// Variables whose block has ended keep nothing alive.
static bool isInScope(AllocaInst &Local, const Instruction &Place) {
  VariableBlock Block = blockOfVariable(Local);
  const DILocation *Line = Place.getDebugLoc();
  return !Block.Scope || !Line || isInside(Line, Block.Scope);
}

// What the markers of its lifetime say: there is a way to the call on which the
// local has begun and has not ended, or there are none.
static bool isAlive(const AllocaInst &Local, const Instruction &Place) {
  SmallDenseMap<const Instruction *, bool, 8> Markers;
  for (const User *U : Local.users())
    if (const auto *Marker = dyn_cast<LifetimeIntrinsic>(U))
      Markers[Marker] = Marker->getIntrinsicID() == Intrinsic::lifetime_start;
  if (Markers.empty())
    return true;
  // From the call backward, each block from its end once.
  SmallPtrSet<const BasicBlock *, 16> Seen;
  SmallVector<const Instruction *, 16> Open = {&Place};
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

// An array whose length the program computes is there once it has been made.
static bool isMade(const AllocaInst &Local, const Instruction &Place, std::optional<DominatorTree> &Tree) {
  if (Local.isStaticAlloca())
    return true;
  if (!Tree)
    Tree.emplace(const_cast<Function &>(*Place.getFunction()));
  return Tree->dominates(&Local, &Place);
}

KeptLocals findLocals(Instruction &Place, function_ref<bool(AllocaInst &)> Wanted) {
  KeptLocals Kept;
  const DataLayout &DL = Place.getDataLayout();
  std::optional<DominatorTree> Tree;
  for (Instruction &I : instructions(Place.getFunction())) {
    auto *Local = dyn_cast<AllocaInst>(&I);
    if (!Local || !isMade(*Local, Place, Tree) || !Wanted(*Local) || !isInScope(*Local, Place) ||
        !isAlive(*Local, Place))
      continue;
    if (!Local->isStaticAlloca()) {
      Kept.Shown.push_back(Local);
      continue;
    }
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

// Nothing that was in the local before is there after it.
static bool fillsAnew(const Instruction &I, const AllocaInst &Local) {
  if (isa<LifetimeIntrinsic>(I))
    return true;
  const auto *Store = dyn_cast<StoreInst>(&I);
  return Store && Store->getPointerOperand() == &Local && Store->getValueOperand() != &Local &&
         Store->getValueOperand()->getType() == Local.getAllocatedType();
}

bool isReadAfter(const AllocaInst &Local, CallBase &Call) {
  SmallPtrSet<const User *, 8> Uses;
  SmallVector<const User *, 8> Found(Local.users());
  while (!Found.empty()) {
    const User *U = Found.pop_back_val();
    if (Uses.insert(U).second && !isa<LoadInst, StoreInst, CallBase>(U)) // an address of a part
      append_range(Found, U->users());
  }
  SmallPtrSet<const BasicBlock *, 16> Seen;
  SmallVector<const Instruction *, 16> Open;
  auto open = [&](const BasicBlock *Block) {
    if (Seen.insert(Block).second)
      Open.push_back(&Block->front());
  };
  if (Call.isTerminator())
    for_each(successors(Call.getParent()), open);
  else
    Open.push_back(Call.getNextNode());
  while (!Open.empty()) {
    const Instruction *I = Open.pop_back_val();
    const BasicBlock *Block = I->getParent();
    while (I && !Uses.contains(I))
      I = I->getNextNode();
    if (!I)
      for_each(successors(Block), open);
    else if (!fillsAnew(*I, Local))
      return true;
  }
  return false;
}

AllocaInst *placeForLocals(Function &F, uint64_t Bytes, const Twine &Name) {
  if (!Bytes)
    return nullptr;
  IRBuilder<> Start(&*F.getEntryBlock().getFirstInsertionPt());
  return Start.CreateAlloca(ArrayType::get(Start.getInt64Ty(), Bytes / 8), nullptr, Name);
}

void copyLocals(const KeptLocals &Locals, AllocaInst &Kept, IRBuilder<> &B) {
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
void show(Value &Address, IRBuilder<> &B) {
  auto *Type = FunctionType::get(B.getVoidTy(), {B.getPtrTy()}, false);
  B.CreateCall(InlineAsm::get(Type, "", "r,~{memory}", /*hasSideEffects=*/true), {&Address});
}

} // namespace refsan
