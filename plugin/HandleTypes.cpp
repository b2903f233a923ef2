//===- HandleTypes.cpp - what holds a counted handle by value -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandleTypes.h"
#include "FieldWalker.h"
#include "LibraryTypes.h"
#include "StaticTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"

using namespace llvm;

namespace refsan {

constexpr unsigned MaxDepth = 8;

static bool isStrong(StringRef Path) {
  const HandleType *Row = handleType(Path);
  return Row && Row->Exact && Row->Strength == Strength::Strong;
}

// The only member that takes room; null: there are several, or none.
static const DIType *onlyMember(const DICompositeType *T) {
  const DIType *Only = nullptr;
  for (const DINode *E : T->getElements()) {
    const auto *Member = dyn_cast<DIDerivedType>(E);
    if (!Member || Member->getTag() != dwarf::DW_TAG_member)
      return nullptr; // an enum's variants
    if (!Member->getSizeInBits())
      continue;
    if (Only)
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

bool HandleTypes::isHandle(const AllocaInst &Variable) { return isHandle(variableType(Variable)); }

bool HandleTypes::isHandle(const Argument &Parameter) {
  return any_of(Parameter.users(), [&](const User *U) {
    const auto *Spill = dyn_cast<StoreInst>(U);
    const auto *Variable = Spill ? dyn_cast<AllocaInst>(Spill->getPointerOperand()) : nullptr;
    return Variable && isHandle(*Variable);
  });
}

// The types of the result and of the parameters, as far as debug info has them.
static DITypeRefArray signatureOf(const Function &F) {
  const DISubprogram *SP = F.getSubprogram();
  return SP && SP->getType() ? SP->getType()->getTypeArray() : DITypeRefArray(nullptr);
}

bool HandleTypes::returnsHandle(const Function &F) {
  DITypeRefArray Signature = signatureOf(F);
  return Signature.size() ? isHandle(Signature[0]) : Library.isLibrary(F) && isConcerned(F);
}

bool HandleTypes::changesHandles(const Function &F) {
  DITypeRefArray Signature = signatureOf(F);
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
  return Concerned[&F] = Found;
}

} // namespace refsan
