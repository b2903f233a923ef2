//===- PointerStores.cpp - places of pointers that need telling -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The check looks at aligned words. Where the program keeps pointers in packed
// structures, copies some into bytes, or Rust's write_unaligned puts some anywhere, it has to look at others, too.
// Of vector registers it believes what the code around a thread's place shows of them, if
// assembly does not put things there of which nobody is told.
//
//===----------------------------------------------------------------------===//

#include "base/HiddenRegisters.h"
#include "rewrite/Rewriter.h"
#include "types/DebugTypes.h"
#include "types/FieldWalker.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include <numeric>

using namespace llvm;

namespace refsan {

// An integer with a pointer's bits among its own: cast, masked, shifted, put beside others
// (a bit-field), or read from a local variable with such a value.
static bool isMadeOfPointer(const Value *V, unsigned Depth = 0) {
  constexpr unsigned Most = 8;
  if (isa<PtrToIntOperator>(V))
    return true;
  if (Depth == Most)
    return false;
  if (const auto *Load = dyn_cast<LoadInst>(V)) {
    const auto *Local = dyn_cast<AllocaInst>(Load->getPointerOperand());
    return Local && any_of(Local->users(), [&](const User *U) {
             const auto *Store = dyn_cast<StoreInst>(U);
             return Store && Store->getPointerOperand() == Local &&
                    isMadeOfPointer(Store->getValueOperand(), Depth + 1);
           });
  }
  if (!isa<BinaryOperator, CastInst>(V) || !V->getType()->isIntegerTy())
    return false;
  return any_of(cast<Instruction>(V)->operands(), [&](const Value *Part) { return isMadeOfPointer(Part, Depth + 1); });
}

static bool isWholePointer(const DataLayout &Layout, const Value *V) {
  return V->getType()->isIntegerTy() && V->getType()->getIntegerBitWidth() >= Layout.getPointerSizeInBits();
}

/// A value with pointers that Rust's write_unaligned copies: a queue of commands of any type, say, one behind the
/// other.
static bool isUnalignedValue(const Instruction &I) {
  for (const DILocation *At = I.getDebugLoc(); At; At = At->getInlinedAt()) {
    const DISubprogram *SP = At->getScope()->getSubprogram();
    if (SP->getName().split('<').first != "write_unaligned")
      continue;
    FieldWalker Walker(nullptr, /*Rust=*/true, FieldWalker::Names::All);
    if (const DIType *T = strippedType(firstTypeArgument(SP)))
      Walker.walk(T);
    return !Walker.Fields.empty();
  }
  return false;
}

static bool hasPointers(const Type &T) {
  return T.isPtrOrPtrVectorTy() || any_of(T.subtypes(), [](const Type *Part) { return hasPointers(*Part); });
}

/// Of where C copies a variable with pointers to: into bytes, at an offset. What begins there is taken to be aligned.
static uint64_t alignmentOfOffset(const MemTransferInst &Copy, const DataLayout &Layout) {
  const uint64_t Usual = Layout.getPointerABIAlignment(0).value();
  const auto *From = dyn_cast<AllocaInst>(Copy.getSource());
  const auto *Length = dyn_cast<ConstantInt>(Copy.getLength());
  if (!From || !Length || !hasPointers(*From->getAllocatedType()) ||
      From->getAllocationSize(Layout) != TypeSize::getFixed(Length->getZExtValue()))
    return Usual;
  uint64_t Alignment = Usual;
  for (const Value *At = Copy.getDest(); const auto *Part = dyn_cast<GEPOperator>(At); At = Part->getPointerOperand()) {
    unsigned Bits = Layout.getIndexTypeSizeInBits(Part->getType());
    SmallMapVector<Value *, APInt, 4> Scales;
    APInt Offset(Bits, 0);
    if (!Part->collectOffset(Layout, Bits, Scales, Offset))
      return Usual;
    Alignment = std::gcd(Alignment, Offset.getZExtValue());
    for (const auto &[Index, Scale] : Scales)
      Alignment = std::gcd(Alignment, Scale.getZExtValue());
  }
  return Alignment;
}

/// Of the place that a pointer is stored at; what is as usual: of none.
static uint64_t alignmentOfPointer(const Instruction &I, const DataLayout &Layout) {
  const uint64_t Usual = Layout.getPointerABIAlignment(0).value();
  const auto *Store = dyn_cast<StoreInst>(&I);
  const auto *Copy = dyn_cast<MemTransferInst>(&I);
  uint64_t Alignment = Store ? Store->getAlign().value() : Copy ? Copy->getDestAlign().valueOrOne().value() : Usual;
  if (Alignment >= Usual)
    return Usual;
  if (Copy && !isUnalignedValue(I))
    return alignmentOfOffset(*Copy, Layout);
  const Value *V = Store ? Store->getValueOperand() : nullptr;
  bool Pointer = !V || V->getType()->isPtrOrPtrVectorTy() || (isWholePointer(Layout, V) && isMadeOfPointer(V));
  return Pointer ? Alignment : Usual;
}

// Calls it before main.
static void tell(Module &M, FunctionCallee Entry, StringRef Name, ArrayRef<Value *> Arguments) {
  LLVMContext &C = M.getContext();
  auto *F = Function::Create(FunctionType::get(Type::getVoidTy(C), false), GlobalValue::InternalLinkage, Name, M);
  IRBuilder<> B(BasicBlock::Create(C, "", F));
  B.CreateCall(Entry, Arguments);
  B.CreateRetVoid();
  appendToGlobalCtors(M, F, /*Priority=*/0);
}

void tellOddPlaces(Module &M, RuntimeAbi &Abi) {
  const DataLayout &Layout = M.getDataLayout();
  const uint64_t Usual = Layout.getPointerABIAlignment(0).value();
  uint64_t Least = Usual;
  bool HiddenVectors = false;
  for (Function &F : M)
    for (Instruction &I : instructions(F)) {
      Least = std::min(Least, alignmentOfPointer(I, Layout));
      HiddenVectors = HiddenVectors || hiddenRegisters(I) == HiddenRegisters::Vector;
    }
  if (Least < Usual)
    tell(M, Abi.get(Entry::__refsan_packed), "__refsan_says_packed",
         {ConstantInt::get(Type::getInt64Ty(M.getContext()), Least)});
  if (HiddenVectors)
    tell(M, Abi.get(Entry::__refsan_hidden_vectors), "__refsan_says_hidden", {});
}

} // namespace refsan
