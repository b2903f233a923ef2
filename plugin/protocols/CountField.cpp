//===- CountField.cpp - where a function's count lies ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protocols/CountField.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace refsan {

namespace {

// How a number in memory changes for one reference: in its bits from Shift on, Bits of them, 0: all.
struct Step {
  unsigned Shift = 0, Bits = 0;
};

constexpr unsigned MaxDepth = 5; // of calls: ref() -> operator++ -> fetch_add -> ...
constexpr int64_t MaxOffset = 1 << 20, MaxHeader = 1 << 8;

class Finder {
  const DataLayout &Data;
  function_ref<bool(const Function &)> Skip;
  SmallVector<std::pair<const Value *, int64_t>, 16> Work; // pointers into the object
  SmallPtrSet<const Value *, 16> Seen;

  void push(const Value *Pointer, int64_t Offset) {
    if (Offset >= -MaxHeader && Offset < MaxOffset && Seen.insert(Pointer).second)
      Work.push_back({Pointer, Offset});
  }
  void pushLoadsOf(const Value *Slot, int64_t Offset);
  std::optional<CountField> changed(const User *U, const Value *Pointer, int64_t Offset, unsigned Depth);
  std::optional<CountField> changedIn(const CallBase &Call, const Value *Pointer, int64_t Offset, unsigned Depth);
  std::optional<CountField> field(Type *T, int64_t Offset, Step By = {}) const;

public:
  Finder(const Module &M, function_ref<bool(const Function &)> Skip) : Data(M.getDataLayout()), Skip(Skip) {}
  std::optional<CountField> find(const Function &F, unsigned Argument, int64_t Offset, unsigned Depth);
};

} // namespace

std::optional<CountField> Finder::field(Type *T, int64_t Offset, Step By) const {
  uint64_t Bytes = Data.getTypeStoreSize(T).getFixedValue();
  if (!T->isIntegerTy() || (Bytes != 2 && Bytes != 4 && Bytes != 8))
    return std::nullopt;
  return CountField{Offset, unsigned(Bytes), By.Shift, By.Bits};
}

// Unoptimised code keeps its arguments in locals.
void Finder::pushLoadsOf(const Value *Slot, int64_t Offset) {
  const auto *Local = dyn_cast<AllocaInst>(Slot);
  if (!Local)
    return;
  unsigned Stores = 0;
  for (const User *U : Local->users())
    Stores += isa<StoreInst>(U) && cast<StoreInst>(U)->getPointerOperand() == Local;
  for (const User *U : Local->users())
    if (isa<LoadInst>(U) && Stores == 1)
      push(U, Offset);
}

// What a pointer is called in the code: a value, or the local it was kept in, and
// how many bytes behind that it points.
static std::pair<const Value *, int64_t> placeOf(const Value *Pointer, const DataLayout &Data) {
  APInt At(64, 0);
  const Value *Base = Pointer->stripAndAccumulateConstantOffsets(Data, At, true);
  if (const auto *Load = dyn_cast<LoadInst>(Base); Load && isa<AllocaInst>(Load->getPointerOperand()))
    Base = Load->getPointerOperand();
  return {Base, At.getSExtValue()};
}

// A count whose lowest bits are something else goes up by more than one.
static Step stepBy(const Value *By) {
  const auto *Number = dyn_cast<ConstantInt>(By);
  APInt Size = Number ? Number->getValue().abs() : APInt(64, 1);
  return {Size.isPowerOf2() ? Size.logBase2() : 0, 0};
}

// What was there, or some of its bits.
static bool isOld(const Value *V, const StoreInst &Store, const DataLayout &Data) {
  while (isa<CastInst>(V) ||
         (isa<BinaryOperator>(V) && isa<ConstantInt>(cast<BinaryOperator>(V)->getOperand(1)) &&
          (cast<BinaryOperator>(V)->getOpcode() == Instruction::And || cast<BinaryOperator>(V)->isShift())))
    V = cast<Instruction>(V)->getOperand(0);
  const auto *Old = dyn_cast<LoadInst>(V);
  return Old && placeOf(Old->getPointerOperand(), Data) == placeOf(Store.getPointerOperand(), Data);
}

// What was there, and a constant: "p->n++", "p->n = p->n + 1"; of a bit-field, put beside the other bits.
static std::optional<Step> stepOf(const Value *New, const StoreInst &Store, const DataLayout &Data, unsigned Depth) {
  if (const auto *Cast = dyn_cast<CastInst>(New))
    return Depth ? stepOf(Cast->getOperand(0), Store, Data, Depth - 1) : std::nullopt;
  const auto *Sum = dyn_cast<BinaryOperator>(New);
  if (!Sum || !Depth)
    return std::nullopt;
  const Value *Left = Sum->getOperand(0), *Right = Sum->getOperand(1);
  const auto *Number = dyn_cast<ConstantInt>(Right);
  std::optional<Step> Inner;
  switch (Sum->getOpcode()) {
  case Instruction::Add:
  case Instruction::Sub:
    return Number && isOld(Left, Store, Data) ? std::optional(stepBy(Number)) : std::nullopt;
  case Instruction::Or:
    Inner = stepOf(Left, Store, Data, Depth - 1);
    return Inner ? Inner : stepOf(Right, Store, Data, Depth - 1);
  case Instruction::Shl:
    if (Inner = Number ? stepOf(Left, Store, Data, Depth - 1) : std::nullopt; Inner)
      Inner->Shift += unsigned(Number->getZExtValue());
    return Inner;
  case Instruction::And:
    if (Inner = Number ? stepOf(Left, Store, Data, Depth - 1) : std::nullopt; Inner)
      Inner->Bits = Number->getValue().countr_one();
    return Inner;
  default:
    return std::nullopt;
  }
}

std::optional<CountField> Finder::changedIn(const CallBase &Call, const Value *Pointer, int64_t Offset,
                                            unsigned Depth) {
  if (isa<InlineAsm>(Call.getCalledOperand())) { // "lock; incl %0"
    for (unsigned I = 0; I < Call.arg_size(); ++I)
      if (Call.getArgOperand(I) == Pointer)
        if (Type *T = Call.getParamElementType(I))
          return field(T, Offset);
    return std::nullopt;
  }
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || Callee->isDeclaration() || Depth == 0 || Skip(*Callee))
    return std::nullopt;
  for (unsigned I = 0; I < Call.arg_size() && I < Callee->arg_size(); ++I)
    if (Call.getArgOperand(I) == Pointer)
      if (std::optional<CountField> Found = Finder(*Callee->getParent(), Skip).find(*Callee, I, Offset, Depth - 1))
        return Found;
  return std::nullopt;
}

std::optional<CountField> Finder::changed(const User *U, const Value *Pointer, int64_t Offset, unsigned Depth) {
  if (const auto *Update = dyn_cast<AtomicRMWInst>(U)) {
    bool Steps = Update->getOperation() == AtomicRMWInst::Add || Update->getOperation() == AtomicRMWInst::Sub;
    return Steps ? field(Update->getValOperand()->getType(), Offset, stepBy(Update->getValOperand())) : std::nullopt;
  }
  if (const auto *Update = dyn_cast<AtomicCmpXchgInst>(U))
    return field(Update->getCompareOperand()->getType(), Offset);
  if (const auto *Store = dyn_cast<StoreInst>(U)) {
    if (Store->getValueOperand() == Pointer)
      pushLoadsOf(Store->getPointerOperand(), Offset);
    else if (std::optional<Step> By = stepOf(Store->getValueOperand(), *Store, Data, MaxDepth))
      return field(Store->getValueOperand()->getType(), Offset, *By);
    return std::nullopt;
  }
  if (const auto *Element = dyn_cast<GEPOperator>(U)) {
    APInt Step(64, 0);
    if (Element->getPointerOperand() == Pointer && Element->accumulateConstantOffset(Data, Step))
      push(Element, Offset + Step.getSExtValue());
    return std::nullopt;
  }
  const auto *Call = dyn_cast<CallBase>(U);
  return Call ? changedIn(*Call, Pointer, Offset, Depth) : std::nullopt;
}

std::optional<CountField> Finder::find(const Function &F, unsigned Argument, int64_t Offset, unsigned Depth) {
  push(F.getArg(Argument), Offset);
  while (!Work.empty()) {
    auto [Pointer, At] = Work.pop_back_val();
    for (const User *U : Pointer->users())
      if (std::optional<CountField> Found = changed(U, Pointer, At, Depth))
        return Found;
  }
  return std::nullopt;
}

std::optional<CountField> countField(const Function &F, unsigned Argument, function_ref<bool(const Function &)> Skip) {
  if (F.isDeclaration() || Argument >= F.arg_size() || !F.getArg(Argument)->getType()->isPointerTy())
    return std::nullopt;
  return Finder(*F.getParent(), Skip).find(F, Argument, 0, MaxDepth);
}

} // namespace refsan
