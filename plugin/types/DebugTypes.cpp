//===- DebugTypes.cpp - types as debug info has them ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/DebugTypes.h"
#include "names/LibraryCode.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace refsan {

static const DIType *firstTypeIn(DITemplateParameterArray Params) {
  for (const DITemplateParameter *P : Params)
    if (const auto *TP = dyn_cast_or_null<DITemplateTypeParameter>(P))
      return TP->getType();
  return nullptr;
}

const DIType *firstTypeArgument(const DICompositeType *T) {
  if (const DIType *Own = firstTypeIn(T->getTemplateParams()))
    return Own;
  const auto *Around = dyn_cast_or_null<DICompositeType>(T->getScope());
  return Around ? firstTypeArgument(Around) : nullptr;
}
const DIType *firstTypeArgument(const DISubprogram *SP) {
  if (const DIType *T = firstTypeIn(SP->getTemplateParams()))
    return T;
  // C++ keeps a class template's arguments on the class.
  if (const auto *Class = dyn_cast_or_null<DICompositeType>(SP->getScope()))
    return firstTypeArgument(Class);
  return nullptr;
}

DITypeRefArray signatureOf(const DISubprogram *SP) {
  return SP && SP->getType() ? SP->getType()->getTypeArray() : DITypeRefArray(nullptr);
}

SmallVector<const DIType *, 4> typeArguments(const DICompositeType *T) {
  SmallVector<const DIType *, 4> Types;
  auto Add = [&](const Metadata *P) {
    if (const auto *TP = dyn_cast_or_null<DITemplateTypeParameter>(P))
      Types.push_back(TP->getType());
  };
  for (const DITemplateParameter *P : T->getTemplateParams()) {
    Add(P);
    const auto *Pack = dyn_cast<DITemplateValueParameter>(P);
    if (const auto *Of = Pack ? dyn_cast_or_null<MDTuple>(Pack->getValue()) : nullptr)
      for (const MDOperand &Operand : Of->operands())
        Add(Operand.get());
  }
  return Types;
}

const DIDerivedType *memberOf(const DICompositeType *T, StringRef Path, uint64_t &Offset) {
  auto [First, Rest] = Path.split('.');
  for (const DINode *E : T->getElements()) {
    const auto *Member = dyn_cast<DIDerivedType>(E);
    if (!Member || Member->getName() != First)
      continue;
    Offset += Member->getOffsetInBits();
    if (Rest.empty())
      return Member;
    const auto *Inner = dyn_cast_or_null<DICompositeType>(strippedType(Member->getBaseType()));
    return Inner ? memberOf(Inner, Rest, Offset) : nullptr;
  }
  return nullptr;
}

const DIType *strippedType(const DIType *T) {
  while (const auto *D = dyn_cast_or_null<DIDerivedType>(T)) {
    switch (D->getTag()) {
    case dwarf::DW_TAG_typedef:
    case dwarf::DW_TAG_const_type:
    case dwarf::DW_TAG_volatile_type:
    case dwarf::DW_TAG_restrict_type:
    case dwarf::DW_TAG_atomic_type:
      T = D->getBaseType();
      continue;
    default:
      return T;
    }
  }
  return T;
}

const DICompositeType *startOf(const DICompositeType &T) {
  auto IsStruct = [](const DICompositeType *C) { return C && C->getTag() == dwarf::DW_TAG_structure_type; };
  if (!IsStruct(&T) || !T.getElements().size())
    return nullptr;
  const auto *First = dyn_cast_or_null<DIDerivedType>(T.getElements()[0]);
  if (!First || First->getTag() != dwarf::DW_TAG_member || First->getOffsetInBits())
    return nullptr;
  const auto *Start = dyn_cast_or_null<DICompositeType>(strippedType(First->getBaseType()));
  return IsStruct(Start) ? Start : nullptr;
}

StringRef typedefName(const DIType *T) {
  while (const auto *D = dyn_cast_or_null<DIDerivedType>(T)) {
    const DIType *Base = D->getBaseType();
    if (D->getTag() == dwarf::DW_TAG_typedef && !isa_and_nonnull<DIDerivedType>(Base))
      return D->getName();
    if (D->getTag() != dwarf::DW_TAG_typedef && D->getTag() != dwarf::DW_TAG_const_type &&
        D->getTag() != dwarf::DW_TAG_volatile_type)
      break;
    T = Base;
  }
  return {};
}

// Classes without a name: lambdas and anonymous structs.
static std::string unnamedType(const DICompositeType *T) {
  if (!T->getLine() || !T->getFile())
    return "unnamed type";
  StringRef File = T->getFile()->getFilename();
  StringRef What = T->getTag() == dwarf::DW_TAG_class_type   ? "lambda at "
                   : T->getTag() == dwarf::DW_TAG_union_type ? "union at "
                                                             : "struct at ";
  return (What + File.substr(File.rfind('/') + 1) + ":" + Twine(T->getLine())).str();
}

std::string fullTypeName(const DIType *T) {
  T = strippedType(T);
  if (!T)
    return "void";
  if (const auto *D = dyn_cast<DIDerivedType>(T)) {
    if (!D->getName().empty()) // Rust names its pointers
      return D->getName().str();
    StringRef Suffix = D->getTag() == dwarf::DW_TAG_pointer_type ? "*" : "&";
    return fullTypeName(D->getBaseType()) + Suffix.str();
  }
  const auto *Comp = dyn_cast<DICompositeType>(T);
  if (Comp && Comp->getTag() == dwarf::DW_TAG_array_type)
    return fullTypeName(Comp->getBaseType()) + "[]";
  if (T->getName().empty())
    return Comp ? unnamedType(Comp) : "";
  if (T->getName().starts_with("{closure_env#"))
    return "closure in " + withoutImpls(qualifiedName(T->getScope()));
  if (T->getName().starts_with("{async_"))
    return "future of " + withoutImpls(qualifiedName(T->getScope()));
  return qualifiedName(T);
}

} // namespace refsan
