//===- TypeRecords.cpp - records of types for a library -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/TypeRecords.h"
#include "types/DebugTypes.h"
#include "types/StaticTypes.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

namespace {
struct RecordRow {
  StringRef Struct, Size, Initialiser;
  int Slot; // Initialiser leads to an array of pairs, a number and a function: the one with this number; -1: it is it
};

// A record that is a constant, or a variable as it is at first.
class Record {
  const DataLayout &Layout;
  Constant *Value;
  const DICompositeType *Struct;

public:
  Record(const DataLayout &Layout, Constant *Value, const DICompositeType *Struct)
      : Layout(Layout), Value(Value), Struct(Struct) {}

  Constant *at(uint64_t Offset, Type *T) const {
    return ConstantFoldLoadFromConst(Value, T, APInt(64, Offset), Layout);
  }
  uint64_t number(StringRef Name) const {
    uint64_t Bits = 0;
    const DIDerivedType *Member = memberOf(Struct, Name, Bits);
    const DIType *T = Member ? strippedType(Member->getBaseType()) : nullptr;
    auto *Number = T ? dyn_cast_or_null<ConstantInt>(
                           at(Bits / 8, IntegerType::get(Value->getContext(), unsigned(T->getSizeInBits()))))
                     : nullptr;
    return Number ? Number->getZExtValue() : 0;
  }
  Constant *pointer(StringRef Name) const {
    uint64_t Bits = 0;
    Constant *Found = memberOf(Struct, Name, Bits) ? at(Bits / 8, PointerType::get(Value->getContext(), 0)) : nullptr;
    return Found ? Found->stripPointerCasts() : nullptr;
  }
};
} // namespace

static constexpr RecordRow Rows[] = {
#define REFSAN_TYPE_RECORD(Struct, Size, Initialiser, Slot) {Struct, Size, Initialiser, Slot},
#include "tables/ObjectMakers.def"
};

static Constant *functionInSlot(const DataLayout &Layout, Constant *Slots, int Slot) {
  const auto *Array = dyn_cast_or_null<GlobalVariable>(Slots);
  if (!Array || !Array->hasInitializer())
    return nullptr;
  LLVMContext &Context = Array->getContext();
  Record Pairs(Layout, const_cast<Constant *>(Array->getInitializer()), nullptr);
  uint64_t Bytes = Layout.getTypeAllocSize(Array->getValueType());
  for (uint64_t At = 0; At + 16 <= Bytes; At += 16)
    if (auto *Number = dyn_cast_or_null<ConstantInt>(Pairs.at(At, Type::getInt32Ty(Context)));
        Number && Number->equalsInt(unsigned(Slot)))
      return Pairs.at(At + 8, PointerType::get(Context, 0));
  return nullptr;
}

static StringRef nameOf(const GlobalVariable &Global, const DICompositeType &Struct) {
  if (!Struct.getName().empty())
    return Struct.getName();
  SmallVector<DIGlobalVariableExpression *, 1> Described;
  Global.getDebugInfo(Described);
  return typedefName(Described[0]->getVariable()->getType());
}

SmallVector<RecordedType, 4> recordedTypes(Module &M) {
  SmallVector<RecordedType, 4> Found;
  for (GlobalVariable &Global : M.globals()) {
    const auto *Struct = Global.hasInitializer() ? dyn_cast_or_null<DICompositeType>(globalType(Global)) : nullptr;
    if (!Struct)
      continue;
    StringRef Name = nameOf(Global, *Struct);
    for (const RecordRow &Row : Rows) {
      if (Row.Struct != Name)
        continue;
      Record R(M.getDataLayout(), const_cast<Constant *>(Global.getInitializer()), Struct);
      Constant *Initialiser = R.pointer(Row.Initialiser);
      if (Row.Slot >= 0)
        Initialiser = functionInSlot(M.getDataLayout(), Initialiser, Row.Slot);
      auto *F = Initialiser ? dyn_cast<Function>(Initialiser->stripPointerCasts()) : nullptr;
      bool Initialises = F && !F->isDeclaration() && !F->arg_empty();
      Found.push_back({&Global, Initialises ? F : nullptr, R.number(Row.Size)});
    }
  }
  return Found;
}

static void addReach(Constant &C, ReachOfRecord &Reach) {
  if (auto *F = dyn_cast<Function>(&C)) {
    Reach.Functions.insert(F);
  } else if (auto *Variable = dyn_cast<GlobalVariable>(&C)) {
    // Its methods, its slots; not the type that it is derived from.
    if (Variable->hasInitializer() && Variable->getValueType()->isArrayTy())
      Reach.Variables.insert(Variable);
  } else {
    for (Value *Part : C.operand_values())
      if (auto *Constant = dyn_cast<llvm::Constant>(Part))
        addReach(*Constant, Reach);
  }
}

ReachOfRecord reachOf(const RecordedType &Type) {
  ReachOfRecord Reach;
  Reach.Variables.insert(Type.Record);
  for (unsigned I = 0; I < Reach.Variables.size(); ++I)
    addReach(*Reach.Variables[I]->getInitializer(), Reach);
  return Reach;
}

} // namespace refsan
