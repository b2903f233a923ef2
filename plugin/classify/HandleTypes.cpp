//===- HandleTypes.cpp - what holds a counted handle by value -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "classify/HandleTypes.h"
#include "types/FieldWalker.h"
#include "types/LibraryTypes.h"
#include "types/StaticTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfo.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxDepth = 64; // of values in values: what is not looked at would be remembered as without handles

static bool isStrong(StringRef Path) {
  const HandleType *Row = handleType(Path);
  return Row && Row->Exact && Row->Strength == Strength::Strong;
}

// Its two words are a table of functions and a pointer to a counted value.
static bool isWaker(const DICompositeType *T) {
  const HandleType *Row = handleType(withoutArguments(fullTypeName(T)));
  return Row && Row->Exact && Row->Strength == Strength::Assumed;
}

// Of a waker's words, that which points to something of a known type is the table.
static std::optional<uint64_t> placeOfValue(const DICompositeType *Waker) {
  for (const DINode *E : Waker->getElements()) {
    const auto *Member = dyn_cast<DIDerivedType>(E);
    const DIType *T =
        Member && Member->getTag() == dwarf::DW_TAG_member ? strippedType(Member->getBaseType()) : nullptr;
    std::optional<uint64_t> Place;
    if (const auto *Inner = dyn_cast_or_null<DICompositeType>(T))
      Place = placeOfValue(Inner);
    else if (T && T->getTag() == dwarf::DW_TAG_pointer_type && !isa_and_nonnull<DICompositeType>(pointeeOf(T)))
      Place = 0;
    if (Place)
      return Member->getOffsetInBits() / 8 + *Place;
  }
  return std::nullopt;
}

// The only member that takes room; null: there are several, or none, or there is an enum's tag in front.
static const DIType *onlyMember(const DICompositeType *T) {
  const DIType *Only = nullptr;
  for (const DINode *E : T->getElements()) {
    const auto *Member = dyn_cast<DIDerivedType>(E);
    if (!Member || Member->getTag() != dwarf::DW_TAG_member)
      return nullptr; // an enum's variants
    if (!Member->getSizeInBits())
      continue;
    if (Only || Member->getOffsetInBits())
      return nullptr;
    Only = Member->getBaseType();
  }
  return Only;
}

bool HandleTypes::decide(const DIType *T, unsigned Depth) {
  const auto *Comp = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Comp || Comp->getTag() != dwarf::DW_TAG_structure_type || Comp->getSizeInBits() > 128 || Depth > MaxDepth)
    return false;
  std::string Path = withoutArguments(fullTypeName(Comp));
  if (isStrong(Path))
    return true;
  // Null is None: no tag.
  if (Path == "core::option::Option")
    return decide(firstTypeArgument(Comp), Depth + 1);
  return decide(onlyMember(Comp), Depth + 1);
}

bool HandleTypes::isHandle(const DIType *T) {
  if (!T)
    return false;
  auto [At, New] = Known.try_emplace(T, false);
  return New ? Known[T] = decide(T, 0) : At->second;
}

// Members by value, of all variants; what they point to is not moved with them.
bool HandleTypes::hasHandle(const DIType *T, unsigned Depth) {
  const auto *Comp = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Comp || Depth > MaxDepth)
    return false;
  auto [At, New] = Having.try_emplace(Comp, false);
  if (!New)
    return At->second;
  if (Comp->getTag() == dwarf::DW_TAG_array_type)
    return Having[Comp] = hasHandle(Comp->getBaseType(), Depth + 1);
  bool Found = isHandle(Comp) || isWaker(Comp) || any_of(Comp->getElements(), [&](const DINode *E) {
                 const auto *Member = dyn_cast<DIDerivedType>(E);
                 return hasHandle(Member ? Member->getBaseType() : dyn_cast<DICompositeType>(E), Depth + 1);
               });
  return Having[Comp] = Found;
}

bool HandleTypes::isHandle(const AllocaInst &Variable) { return isHandle(variableType(Variable)); }

bool HandleTypes::isHandle(const Argument &Parameter) {
  return any_of(Parameter.users(), [&](const User *U) {
    const auto *Spill = dyn_cast<StoreInst>(U);
    const auto *Variable = Spill ? dyn_cast<AllocaInst>(Spill->getPointerOperand()) : nullptr;
    return Variable && isHandle(*Variable);
  });
}

// An enum or a pair of two words is passed as two parameters.
bool HandleTypes::isPartWithHandle(const Argument &Parameter) {
  const DataLayout &Data = Parameter.getParent()->getDataLayout();
  return any_of(Parameter.users(), [&](const User *U) {
    const auto *Spill = dyn_cast<StoreInst>(U);
    APInt Offset(64, 0);
    const auto *Variable =
        Spill && Spill->getValueOperand() == &Parameter
            ? dyn_cast<AllocaInst>(Spill->getPointerOperand()->stripAndAccumulateConstantOffsets(Data, Offset, true))
            : nullptr;
    const DIType *T = Variable ? variableType(*Variable) : nullptr;
    return T && hasHandle(T) && is_contained(handlesIn(T), Offset.getZExtValue());
  });
}

const DIType *HandleTypes::returnedBy(const Function &F) {
  DITypeRefArray Signature = signatureOf(F.getSubprogram());
  return Signature.size() ? Signature[0] : nullptr;
}

const DIType *HandleTypes::valueOf(const Argument &Parameter) {
  for (DbgVariableRecord *R : findDVRDeclares(const_cast<Argument *>(&Parameter)))
    if (R->getExpression()->getNumElements() == 0)
      return R->getVariable()->getType();
  return nullptr;
}

// ControlFlow<..., Rc<T>> is one pointer, too.
bool HandleTypes::returnsHandle(const Function &F) {
  const DIType *Returned = returnedBy(F);
  return Returned ? isHandle(Returned) || (F.getReturnType()->isPointerTy() && hasHandle(Returned))
                  : Library.isLibrary(F) && isConcerned(F);
}

bool HandleTypes::returnsWithHandle(const Function &F) { return hasHandle(returnedBy(F)); }

void HandleTypes::addHandles(const DIType *T, uint64_t Offset, SmallVectorImpl<uint64_t> &Out, unsigned Depth) {
  constexpr unsigned Most = 8;
  const auto *Comp = dyn_cast_or_null<DICompositeType>(strippedType(T));
  if (!Comp || Depth > MaxDepth || Out.size() >= Most || !hasHandle(Comp) || Comp->getTag() == dwarf::DW_TAG_array_type)
    return;
  if (bool Waker = isWaker(Comp); Waker || isHandle(Comp)) {
    std::optional<uint64_t> Only = Waker ? placeOfValue(Comp) : 0;
    for (uint64_t At = Offset; At <= Offset + 8; At += 8)
      if ((!Only || At == Offset + *Only) && !is_contained(Out, At))
        Out.push_back(At);
    return;
  }
  for (const DINode *E : Comp->getElements())
    if (const auto *Member = dyn_cast<DIDerivedType>(E))
      addHandles(Member->getBaseType(), Offset + Member->getOffsetInBits() / 8, Out, Depth + 1);
    else
      addHandles(dyn_cast<DICompositeType>(E), Offset, Out, Depth + 1);
}

SmallVector<uint64_t, 4> HandleTypes::handlesIn(const DIType *T) {
  SmallVector<uint64_t, 4> Out;
  addHandles(T, 0, Out, 0);
  return Out;
}
SmallVector<uint64_t, 4> HandleTypes::handlesIn(const AllocaInst &Variable) {
  return handlesIn(variableType(Variable));
}

bool HandleTypes::changesHandles(const Function &F) {
  DITypeRefArray Signature = signatureOf(F.getSubprogram());
  for (unsigned I = 1; I < Signature.size(); ++I)
    if (const DIType *T = Signature[I]; T && T->getName().starts_with("&mut ") && isHandle(pointeeOf(T)))
      return true;
  return false;
}

bool HandleTypes::isConcerned(const Function &F) {
  auto [At, New] = Concerned.try_emplace(&F, false);
  if (!New)
    return At->second;
  StringRef Text = Names.get(F.getName()).Pretty;
  bool Found = false;
  for (size_t Angle = Text.find('<'); Angle != StringRef::npos && !Found; Angle = Text.find('<', Angle + 1)) {
    size_t Begin = Text.find_last_of("<>(), &*[", Angle ? Angle - 1 : 0);
    Found = isStrong(Text.slice(Begin == StringRef::npos ? 0 : Begin + 1, Angle));
  }
  const DISubprogram *SP = Found ? nullptr : F.getSubprogram();
  for (const DITemplateParameter *Parameter : SP ? SP->getTemplateParams() : DITemplateParameterArray(nullptr))
    Found |= isa<DITemplateTypeParameter>(Parameter) && hasHandle(Parameter->getType());
  return Concerned[&F] = Found;
}

} // namespace refsan
