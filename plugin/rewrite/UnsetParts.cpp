//===- UnsetParts.cpp - what a smaller variant leaves of a larger one -----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// None of Option<Vec<T>> is one word of three. rustc says of the others that they may be anything, and the optimiser
// leaves them as they were: what Option::take has moved elsewhere stays in the object, and would
// keep a block that nobody has any more. Here they are zeros.
//
//===----------------------------------------------------------------------===//

#include "frames/SlotClearing.h"
#include "rewrite/Rewriter.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/CFG.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace refsan {

static constexpr uint64_t Word = sizeof(uint64_t);
// A larger value is written in parts for a reason.
static constexpr uint64_t MostFilled = 128;

static bool mayBePointer(const Type &T) {
  return T.isPointerTy() || (T.isIntegerTy() && T.getIntegerBitWidth() >= 8 * Word);
}

/// The same constant with zeros for words that may be anything; null: there are none.
static Constant *filled(Constant &C) {
  if (isa<UndefValue>(C) && mayBePointer(*C.getType()))
    return Constant::getNullValue(C.getType());
  auto *Struct = dyn_cast<StructType>(C.getType());
  if (!Struct || !isa<ConstantStruct, UndefValue>(C))
    return nullptr;
  SmallVector<Constant *, 4> Parts;
  bool Changed = false;
  for (unsigned I = 0; I < Struct->getNumElements(); ++I) {
    Constant *Part = C.getAggregateElement(I), *Filled = filled(*Part);
    Changed |= Filled != nullptr;
    Parts.push_back(Filled ? Filled : Part);
  }
  return Changed ? ConstantStruct::get(Struct, Parts) : nullptr;
}

static void fillOperands(Instruction &I) {
  bool Call = isa<CallBase>(I) && !isa<IntrinsicInst>(I) && !cast<CallBase>(I).isInlineAsm();
  if (!Call && !isa<StoreInst, ReturnInst>(I))
    return;
  for (Use &U : I.operands())
    if (auto *C = dyn_cast<Constant>(U); C && (!Call || cast<CallBase>(I).isArgOperand(&U)))
      if (Constant *Filled = filled(*C))
        U.set(Filled);
}

namespace {

/// Where a value is put together: a local variable, or the room for a function's result.
class Place {
public:
  Place(Value &Memory, uint64_t Bytes, const DataLayout &Layout) : Memory(Memory), Bytes(Bytes), Layout(Layout) {
    for (Use &U : Memory.uses())
      lookAt(U);
  }
  void fill();

private:
  struct Writes {
    uint64_t Stored = 0;          // bytes
    Instruction *First = nullptr; // of the stores
    Instruction *Other = nullptr; // the first that writes all, or nobody knows what
  };
  static void keepFirst(Instruction *&First, Instruction &I) {
    if (!First || I.comesBefore(First))
      First = &I;
  }
  void writesOther(Instruction &I) { keepFirst(Written[I.getParent()].Other, I); }
  void lookAt(Use &U);
  bool isWrittenBefore(Instruction &Store) const;

  Value &Memory;
  uint64_t Bytes;
  const DataLayout &Layout;
  SmallMapVector<BasicBlock *, Writes, 4> Written;
  SmallDenseMap<BasicBlock *, const Instruction *, 4> Begins; // behind which it has no contents yet
  bool Known = true;                                          // all that is written
};

} // namespace

void Place::lookAt(Use &U) {
  auto *User = cast<Instruction>(U.getUser());
  if (auto *Part = dyn_cast<GetElementPtrInst>(User)) {
    Known &= Part->hasAllConstantIndices(); // not an array's
    for (Use &Next : Part->uses())
      lookAt(Next);
  } else if (auto *Store = dyn_cast<StoreInst>(User)) {
    Known &= Store->getPointerOperand() == U.get();
    Writes &W = Written[Store->getParent()];
    W.Stored += Layout.getTypeStoreSize(Store->getValueOperand()->getType());
    keepFirst(W.First, *Store);
  } else if (auto *Copy = dyn_cast<MemTransferInst>(User)) {
    if (&Copy->getRawDestUse() == &U)
      writesOther(*Copy);
  } else if (auto *Intrinsic = dyn_cast<IntrinsicInst>(User)) {
    if (Intrinsic->getIntrinsicID() == Intrinsic::lifetime_start)
      Begins.try_emplace(Intrinsic->getParent(), Intrinsic);
    else if (!Intrinsic->isLifetimeStartOrEnd())
      writesOther(*Intrinsic);
  } else if (isa<CallBase>(User)) {
    writesOther(*User);
  } else {
    Known &= isa<LoadInst, ICmpInst>(User);
  }
}

bool Place::isWrittenBefore(Instruction &Store) const {
  BasicBlock *Block = Store.getParent();
  if (const Instruction *Begin = Begins.lookup(Block); Begin && Begin->comesBefore(&Store))
    return false;
  SmallPtrSet<BasicBlock *, 4> Anew;
  for (auto &Begin : Begins)
    Anew.insert(Begin.first);
  return any_of(Written, [&](const auto &Other) {
    SmallVector<BasicBlock *, 4> Next(successors(Other.first));
    return Other.first != Block && !Next.empty() && isPotentiallyReachableFromMany(Next, Block, &Anew);
  });
}

/// Where a block's stores are the first ones and leave something out, zeros go before them.
void Place::fill() {
  constexpr unsigned MostBlocks = 16;
  if (!Known || Written.size() > MostBlocks)
    return;
  for (auto &[Block, W] : Written) {
    bool First = W.First && (!W.Other || W.First->comesBefore(W.Other));
    if (!First || W.Stored >= Bytes || isWrittenBefore(*W.First))
      continue;
    IRBuilder<> B(Block->getContext());
    placeBuilder(B, *W.First);
    B.CreateMemSet(&Memory, B.getInt8(0), Bytes, Memory.getPointerAlignment(Layout));
  }
}

void fillUnsetParts(Function &F) {
  const DataLayout &Layout = F.getDataLayout();
  SmallVector<std::pair<Value *, uint64_t>, 16> Places;
  for (Instruction &I : instructions(F)) {
    fillOperands(I);
    if (auto *Memory = dyn_cast<AllocaInst>(&I); Memory && Memory->isStaticAlloca())
      Places.push_back({Memory, clearableBytes(*Memory)});
  }
  for (Argument &A : F.args())
    if (Type *Result = A.getParamStructRetType())
      Places.push_back({&A, Layout.getTypeAllocSize(Result)});
  for (auto &[Memory, Bytes] : Places)
    if (Bytes > Word && Bytes <= MostFilled)
      Place(*Memory, Bytes, Layout).fill();
}

} // namespace refsan
