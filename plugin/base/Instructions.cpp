//===- Instructions.cpp - questions about instructions --------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Instructions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace refsan {

StringRef calledName(const Instruction &I) {
  const auto *Call = dyn_cast<CallInst>(&I);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee ? Callee->getName() : StringRef();
}

bool isLocal(const Value *Place) { return isa<AllocaInst>(Place->stripInBoundsOffsets()); }

const CallBase *onlyCallIn(const Function &F) {
  const CallBase *Only = nullptr;
  for (const Instruction &I : instructions(F)) {
    const auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isa<IntrinsicInst>(Call))
      continue;
    if (Only)
      return nullptr;
    Only = Call;
  }
  return Only;
}

bool usesLocalsOnly(const Function &F) {
  return none_of(instructions(F), [](const Instruction &I) {
    const Value *Place = getLoadStorePointerOperand(&I);
    return Place && !isa<AllocaInst>(Place);
  });
}

const Argument *argumentIn(const Value *V) {
  if (const auto *Load = dyn_cast<LoadInst>(V))
    for (const User *U : Load->getPointerOperand()->users())
      if (const auto *Store = dyn_cast<StoreInst>(U); Store && Store->getPointerOperand() == Load->getPointerOperand())
        V = Store->getValueOperand();
  return dyn_cast<Argument>(V);
}

// "object + *(vtable of object - n)"
static bool isVirtualBase(const GEPOperator &Part) {
  const auto *Offset = Part.getNumIndices() == 1 ? dyn_cast<LoadInst>(*Part.idx_begin()) : nullptr;
  const auto *At = Offset ? dyn_cast<GEPOperator>(Offset->getPointerOperand()) : nullptr;
  const auto *Table = At && At->hasAllConstantIndices() ? dyn_cast<LoadInst>(At->getPointerOperand()) : nullptr;
  return Table && Table->getPointerOperand() == Part.getPointerOperand();
}

const Value *objectWithPart(const Value *Part) {
  for (;;) {
    Part = Part->stripInBoundsConstantOffsets();
    const auto *Base = dyn_cast<GEPOperator>(Part);
    if (!Base || !isVirtualBase(*Base))
      return Part;
    Part = Base->getPointerOperand();
  }
}

Instruction *insertionPointAfter(Instruction *I) {
  auto *Invoke = dyn_cast<InvokeInst>(I);
  if (!Invoke)
    return I->getNextNode();
  BasicBlock *Normal = Invoke->getNormalDest();
  return Normal->getSinglePredecessor() ? &*Normal->getFirstInsertionPt() : nullptr;
}

Value *unknown(IRBuilderBase &B, Value *Known, bool Stays) {
  auto *Same = InlineAsm::get(FunctionType::get(B.getInt64Ty(), {B.getInt64Ty()}, false), "", "=r,0", Stays);
  return B.CreateCall(Same, {Known});
}

Value *decided(IRBuilderBase &B, Value *V) { return isGuaranteedNotToBeUndefOrPoison(V) ? V : B.CreateFreeze(V); }

Value *disguised(IRBuilderBase &B, Value *Handle) {
  return B.CreateNot(decided(B, B.CreatePtrToInt(Handle, B.getInt64Ty())));
}

Instruction *afterCall(CallBase &Call) {
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

SmallVector<ReturnInst *, 4> returnsOf(Function &F) {
  SmallVector<ReturnInst *, 4> Found;
  for (BasicBlock &B : F)
    if (auto *R = dyn_cast<ReturnInst>(B.getTerminator()); R && !B.getTerminatingMustTailCall())
      Found.push_back(R);
  return Found;
}

} // namespace refsan
