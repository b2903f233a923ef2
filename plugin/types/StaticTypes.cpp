//===- StaticTypes.cpp - declared types of values -------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/StaticTypes.h"
#include "types/FieldWalker.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxDepth = 6;

const DIType *variableType(const AllocaInst &Variable) {
  auto *Local = const_cast<AllocaInst *>(&Variable);
  for (DbgVariableRecord *R : findDVRDeclares(Local))
    return R->getVariable()->getType();
  // Optimised builds say it by assignments.
  for (DbgVariableRecord *R : at::getDVRAssignmentMarkers(Local))
    return R->getVariable()->getType();
  return nullptr;
}

const DIType *pointeeOf(const DIType *T) {
  const auto *D = dyn_cast_or_null<DIDerivedType>(strippedType(T));
  bool Points = D && (D->getTag() == dwarf::DW_TAG_pointer_type || D->getTag() == dwarf::DW_TAG_reference_type ||
                      D->getTag() == dwarf::DW_TAG_rvalue_reference_type);
  return Points ? strippedType(D->getBaseType()) : nullptr;
}

// The member of no class type at the offset, in bits, in the class, its bases and what it is made of.
static const DIDerivedType *memberAt(const DIType *T, uint64_t Offset, unsigned Depth) {
  const auto *Class = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Class || Depth == 0)
    return nullptr;
  for (const DINode *E : Class->getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    bool Part = D && !D->isStaticMember() && !(D->getFlags() & DINode::FlagVirtual) &&
                (D->getTag() == dwarf::DW_TAG_member || D->getTag() == dwarf::DW_TAG_inheritance);
    const DIType *Type = Part ? strippedType(D->getBaseType()) : nullptr;
    if (!Type || Offset < D->getOffsetInBits() || Offset >= D->getOffsetInBits() + Type->getSizeInBits())
      continue;
    if (isa<DIDerivedType>(Type) && Offset == D->getOffsetInBits())
      return D;
    if (const DIDerivedType *Inner = memberAt(Type, Offset - D->getOffsetInBits(), Depth - 1))
      return Inner;
  }
  return nullptr;
}

static const DIType *typeOfMember(const DIType *T, const APInt &Offset, unsigned Depth) {
  const DIDerivedType *Member = memberAt(T, Offset.getZExtValue() * 8, Depth);
  return Member ? strippedType(Member->getBaseType()) : nullptr;
}

static const DIType *typeOf(const Value &Loaded, unsigned Depth) {
  const auto *Load = dyn_cast<LoadInst>(Loaded.stripPointerCasts());
  if (!Load || Depth == 0)
    return nullptr;
  APInt Offset(64, 0);
  const Value *Base =
      Load->getPointerOperand()->stripAndAccumulateConstantOffsets(Load->getModule()->getDataLayout(), Offset, true);
  if (const auto *Variable = dyn_cast<AllocaInst>(Base)) {
    const DIType *T = variableType(*Variable);
    return Offset.isZero() && isa_and_nonnull<DIDerivedType>(strippedType(T)) ? T : typeOfMember(T, Offset, Depth);
  }
  const DIType *Holder = pointeeOf(typeOf(*Base, Depth - 1));
  if (isa_and_nonnull<DIDerivedType>(Holder) && Offset.isZero())
    return Holder; // through a reference to a pointer
  return Holder ? typeOfMember(Holder, Offset, Depth) : nullptr;
}

const DIType *staticType(const Value &Loaded) { return typeOf(Loaded, MaxDepth); }

// Of what may lie at the offset, in bits, the types of members that point to data: several, if they are a union's.
static void pointersAt(const DIType *T, uint64_t Offset, unsigned Depth, SmallVectorImpl<const DIType *> &Out) {
  const auto *Class = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Class || Depth == 0)
    return;
  for (const DINode *E : Class->getElements()) {
    const auto *D = dyn_cast_or_null<DIDerivedType>(E);
    const DIType *Part = D && !D->isStaticMember() ? strippedType(D->getBaseType()) : nullptr;
    if (!Part || Offset < D->getOffsetInBits() || Offset >= D->getOffsetInBits() + Part->getSizeInBits())
      continue;
    pointersAt(Part, Offset - D->getOffsetInBits(), Depth - 1, Out);
    const auto *Pointer = dyn_cast<DIDerivedType>(Part);
    if (Pointer && Offset == D->getOffsetInBits() && !isa_and_nonnull<DISubroutineType>(pointeeOf(Part)))
      Out.push_back(Part);
  }
}

// A union's members lie at one place: which one is meant is known if only one is a pointer to data.
static bool isInUnion(const DIType *T, uint64_t Offset, unsigned Depth) {
  const auto *Class = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Class || Depth == 0)
    return false;
  if (Class->getTag() == dwarf::DW_TAG_union_type)
    return true;
  for (const DINode *E : Class->getElements())
    if (const auto *D = dyn_cast_or_null<DIDerivedType>(E); D && !D->isStaticMember())
      if (const DIType *Part = strippedType(D->getBaseType());
          Part && Offset >= D->getOffsetInBits() && Offset < D->getOffsetInBits() + Part->getSizeInBits() &&
          isInUnion(Part, Offset - D->getOffsetInBits(), Depth - 1))
        return true;
  return false;
}

const DIType *staticTypeAt(const Instruction &At, const Value &Place) {
  APInt Offset(64, 0);
  const Value *Base = Place.stripAndAccumulateConstantOffsets(At.getModule()->getDataLayout(), Offset, true);
  const auto *Element = dyn_cast<GetElementPtrInst>(Base);
  if (Element && Element->getNumIndices() == 1)
    Base = Element->getPointerOperand();
  const DIType *Holder = pointeeOf(staticType(*Base));
  if (isa_and_nonnull<DIDerivedType>(Holder))
    return Offset.isZero() ? Holder : nullptr;
  if (!Holder || Offset.isNegative())
    return nullptr;
  if (isInUnion(Holder, Offset.getZExtValue() * 8, MaxDepth)) {
    SmallVector<const DIType *, 2> Pointers;
    pointersAt(Holder, Offset.getZExtValue() * 8, MaxDepth, Pointers);
    return all_equal(Pointers) && !Pointers.empty() ? Pointers[0] : nullptr;
  }
  return typeOfMember(Holder, Offset, MaxDepth);
}

const DIType *globalType(const GlobalVariable &Global) {
  SmallVector<DIGlobalVariableExpression *, 1> Described;
  Global.getDebugInfo(Described);
  return Described.empty() ? nullptr : strippedType(Described[0]->getVariable()->getType());
}

const DIDerivedType *staticMember(const Instruction &At, const Value &Place) {
  APInt Offset(64, 0);
  const Value *Base = Place.stripAndAccumulateConstantOffsets(At.getModule()->getDataLayout(), Offset, true);
  const auto *Global = dyn_cast<GlobalVariable>(Base);
  const DIType *Holder = Global ? globalType(*Global) : pointeeOf(staticType(*Base));
  return Holder && !Offset.isNegative() ? memberAt(Holder, Offset.getZExtValue() * 8, MaxDepth) : nullptr;
}

} // namespace refsan
