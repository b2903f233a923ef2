//===- BlockSizes.cpp - what a size asks for ------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "describe/BlockSizes.h"
#include "types/DebugTypes.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace refsan {

// A number, or a local that has no other value ("gsize s = sizeof(T)" in g_new).
static const ConstantInt *numberIn(const Value &V) {
  const auto *Load = dyn_cast<LoadInst>(&V);
  const auto *Local = Load ? dyn_cast<AllocaInst>(Load->getPointerOperand()) : nullptr;
  if (!Local)
    return dyn_cast<ConstantInt>(&V);
  const ConstantInt *Only = nullptr;
  for (const User *U : Local->users()) {
    const auto *Store = dyn_cast<StoreInst>(U);
    const auto *Call = dyn_cast<CallBase>(U);
    bool Lifetime = Call && Call->isLifetimeStartOrEnd();
    if (Store && !Only && Store->getPointerOperand() == Local)
      Only = dyn_cast<ConstantInt>(Store->getValueOperand());
    else if (!isa<LoadInst>(U) && !Lifetime)
      return nullptr;
    if (Store && !Only)
      return nullptr;
  }
  return Only;
}

static const BinaryOperator *productIn(const Value &Size) {
  const auto *Product = dyn_cast<BinaryOperator>(&Size);
  return Product && Product->getOpcode() == Instruction::Mul ? Product : nullptr;
}

bool sizeFits(const Value &Size, const DIType &T) {
  uint64_t Bytes = strippedType(&T)->getSizeInBits() / 8;
  if (!Bytes)
    return false;
  auto Fits = [Bytes](const Value &V) {
    const ConstantInt *C = numberIn(V);
    return C && !C->isZero() && C->getValue().urem(Bytes) == 0;
  };
  if (const BinaryOperator *Product = productIn(Size))
    return Fits(*Product->getOperand(0)) || Fits(*Product->getOperand(1));
  return Fits(Size);
}

bool isCounted(const CallBase &Call, const Value &Size) {
  if (const BinaryOperator *Product = productIn(Size))
    return !numberIn(*Product->getOperand(0)) || !numberIn(*Product->getOperand(1));
  const Value *Count = Call.arg_size() == 2 ? Call.getArgOperand(0) : nullptr;
  return Count && Count->getType()->isIntegerTy() && !isa<Constant>(Count) && !numberIn(*Count);
}

} // namespace refsan
