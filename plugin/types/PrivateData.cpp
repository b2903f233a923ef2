//===- PrivateData.cpp - what a library puts in front of objects ----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/PrivateData.h"
#include "types/DebugTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace refsan {

namespace {
struct PrivateRow {
  StringRef Registers; // the class
  uint64_t Base;       // its first argument, of a class with nothing private
  StringRef Adds;      // private data: how many bytes is the second argument,
  StringRef Variable;  // and the result is in one with this at the end of its name,
  StringRef Struct;    // in whose place the struct's name has this
  unsigned Alignment;
};
} // namespace

static constexpr PrivateRow Rows[] = {
#define REFSAN_PRIVATE_DATA(Registers, Base, Adds, Variable, Struct, Alignment)                                        \
  {Registers, Base, Adds, Variable, Struct, Alignment},
#include "tables/ObjectMakers.def"
};

static const DICompositeType *structNamed(const Module &M, StringRef Name, uint64_t Bytes) {
  DebugInfoFinder Finder;
  Finder.processModule(M);
  for (const DIType *T : Finder.types()) {
    if (T->getName().ltrim('_') != Name)
      continue;
    const auto *Struct = dyn_cast_or_null<DICompositeType>(strippedType(T));
    if (Struct && Struct->getTag() == dwarf::DW_TAG_structure_type && Struct->getSizeInBits() == Bytes * 8)
      return Struct;
  }
  return nullptr;
}

static StringRef variableThatGets(const Value &Result) {
  for (const User *U : Result.users())
    if (const auto *Store = dyn_cast<StoreInst>(U))
      return Store->getPointerOperand()->getName();
  return {};
}

// What the function that registers the class adds.
static const DICompositeType *privateData(const CallBase &Registers, const PrivateRow &Row) {
  for (const Instruction &I : instructions(*Registers.getFunction())) {
    const auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || Callee->getName() != Row.Adds)
      continue;
    const auto *Bytes = dyn_cast<ConstantInt>(Call->getArgOperand(1));
    if (StringRef Name = variableThatGets(*Call); Bytes && Name.consume_back(Row.Variable))
      return structNamed(*Call->getModule(), (Name + Row.Struct).str(), Bytes->getZExtValue());
  }
  return nullptr;
}

FrontedObject withPrivateData(const DIType *Object, CallBase &Registers) {
  const auto *Struct = dyn_cast_or_null<DICompositeType>(strippedType(Object));
  for (const PrivateRow &Row : Rows) {
    const auto *Base = dyn_cast<ConstantInt>(Registers.getArgOperand(0));
    if (!Struct || Registers.getCalledFunction()->getName() != Row.Registers || !Base || !Base->equalsInt(Row.Base))
      continue;
    const DICompositeType *Private = privateData(Registers, Row);
    if (!Private)
      return {};
    DIBuilder B(*Registers.getModule(), /*AllowUnresolved=*/false);
    SmallVector<Metadata *, 16> Members;
    auto Add = [&](const DICompositeType &Of, uint64_t Offset) {
      for (DINode *Element : Of.getElements())
        if (auto *Member = dyn_cast<DIDerivedType>(Element); Member && Member->getTag() == dwarf::DW_TAG_member)
          Members.push_back(B.createMemberType(nullptr, Member->getName(), Member->getFile(), Member->getLine(),
                                               Member->getSizeInBits(), 0, Offset + Member->getOffsetInBits(),
                                               DINode::FlagZero, Member->getBaseType()));
    };
    uint64_t Front = alignTo(Private->getSizeInBits(), uint64_t(Row.Alignment) * 8);
    Add(*Private, 0);
    Add(*Struct, Front);
    return {B.createStructType(nullptr, Struct->getName(), Struct->getFile(), Struct->getLine(),
                               Front + Struct->getSizeInBits(), 0, DINode::FlagZero, nullptr,
                               B.getOrCreateArray(Members)),
            unsigned(Front / 8)};
  }
  return {};
}

} // namespace refsan
