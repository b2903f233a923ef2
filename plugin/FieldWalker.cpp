//===- FieldWalker.cpp - the pointers inside a type -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FieldWalker.h"
#include "LibraryCode.h"
#include "SymbolNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace refsan {

// Beyond these a type is called incomplete and its blocks are scanned whole.
constexpr unsigned MaxDepth = 48;
constexpr size_t MaxFields = 512;
constexpr int64_t MaxElements = 64;

static const DIType *firstTypeIn(DITemplateParameterArray Params) {
  for (const DITemplateParameter *P : Params)
    if (const auto *TP = dyn_cast_or_null<DITemplateTypeParameter>(P))
      return TP->getType();
  return nullptr;
}

const DIType *firstTypeArgument(const DICompositeType *T) { return firstTypeIn(T->getTemplateParams()); }
const DIType *firstTypeArgument(const DISubprogram *SP) {
  if (const DIType *T = firstTypeIn(SP->getTemplateParams()))
    return T;
  // C++ keeps a class template's arguments on the class.
  if (const auto *Class = dyn_cast_or_null<DICompositeType>(SP->getScope()))
    return firstTypeArgument(Class);
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

// Classes without a name: lambdas and anonymous structs.
static std::string unnamedType(const DICompositeType *T) {
  if (!T->getLine() || !T->getFile())
    return "unnamed type";
  StringRef File = T->getFile()->getFilename();
  return ("lambda at " + File.substr(File.rfind('/') + 1) + ":" + Twine(T->getLine())).str();
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
    return "closure in " + qualifiedName(T->getScope());
  if (T->getName().starts_with("{async_"))
    return "future of " + qualifiedName(T->getScope());
  return qualifiedName(T);
}

void FieldWalker::walk(const DIType *T) {
  walkType(T, 0, "", {}, 0);
  auto Rank = [](Strength S) {
    static const Strength Order[] = {Strength::Strong, Strength::Owner, Strength::Storage, Strength::Weak,
                                     Strength::Raw};
    return llvm::find(Order, S) - std::begin(Order);
  };
  // Variants of an enum may overlap: the one that means most stands for all.
  llvm::stable_sort(Fields, [&](const PointerField &A, const PointerField &B) {
    return std::make_pair(A.Offset, Rank(A.How)) < std::make_pair(B.Offset, Rank(B.How));
  });
  Fields.erase(llvm::unique(Fields, [](const auto &A, const auto &B) { return A.Offset == B.Offset; }), Fields.end());
}

void FieldWalker::walkType(const DIType *T, uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth) {
  T = strippedType(T);
  if (!T || !Complete)
    return;
  if (Depth > MaxDepth || Fields.size() > MaxFields) {
    Complete = false;
    return;
  }
  if (const auto *D = dyn_cast<DIDerivedType>(T))
    return addPointer(D, Offset, Path, M);
  const auto *Comp = dyn_cast<DICompositeType>(T);
  if (!Comp)
    return;
  switch (Comp->getTag()) {
  case dwarf::DW_TAG_array_type:
    return walkArray(Comp, Offset, Path, M, Depth);
  case dwarf::DW_TAG_structure_type:
  case dwarf::DW_TAG_class_type:
  case dwarf::DW_TAG_union_type:
    return walkStruct(Comp, Offset, Path, M, Depth);
  default:
    return;
  }
}

void FieldWalker::addPointer(const DIDerivedType *T, uint64_t Offset, const std::string &Path, Meaning M) {
  if (T->getTag() != dwarf::DW_TAG_pointer_type && T->getTag() != dwarf::DW_TAG_reference_type &&
      T->getTag() != dwarf::DW_TAG_rvalue_reference_type)
    return;
  if (isa_and_nonnull<DISubroutineType>(strippedType(T->getBaseType())))
    return; // code is no heap
  PointerField F{Offset / 8, Path, Strength::Raw, Layout::One, nullptr};
  if (const HandleType *Own = handleType(withoutArguments(T->getName())); Own && Own->Exact)
    F.How = Own->Strength; // Rust describes Box<T> as a pointer of that name
  else if (M.Handle) {
    F.How = M.Handle->Strength;
    F.Shape = M.Handle->Layout;
    if (F.How == Strength::Storage)
      F.Pointee = M.Argument;
  }
  Fields.push_back(std::move(F));
}

void FieldWalker::walkArray(const DICompositeType *T, uint64_t Offset, const std::string &Path, Meaning M,
                            unsigned Depth) {
  const DIType *Element = strippedType(T->getBaseType());
  if (!Element || T->isVector())
    return;
  int64_t Count = 1;
  for (const DINode *N : T->getElements()) {
    const auto *Sub = dyn_cast<DISubrange>(N);
    const auto *C = Sub ? dyn_cast_if_present<ConstantInt *>(Sub->getCount()) : nullptr;
    Count *= C ? C->getSExtValue() : 0;
  }
  if (Count <= 0) { // a flexible array member: as many as the block has room for
    FieldWalker Probe;
    Probe.walk(Element);
    Complete &= Probe.Complete && Probe.Fields.empty();
    return;
  }
  size_t Before = Fields.size();
  for (int64_t I = 0; I < Count && Complete; ++I) {
    walkType(Element, Offset + I * Element->getSizeInBits(), Path + "[" + std::to_string(I) + "]", M, Depth + 1);
    if (Fields.size() == Before)
      return; // no pointers in an element
    if (I == MaxElements)
      Complete = false;
  }
}

void FieldWalker::walkStruct(const DICompositeType *T, uint64_t Offset, const std::string &Path, Meaning M,
                             unsigned Depth) {
  if (T->isForwardDecl()) {
    Complete = false;
    return;
  }
  std::string Name = withoutArguments(fullTypeName(T));
  bool Library = isLibraryScope(T) || handleType(Name);
  if (isElementType(Name))
    return walkType(firstTypeArgument(T), Offset, Path, {}, Depth + 1);
  if (!Library)
    M = {};
  else if (const HandleType *H = handleType(Name); H && !isWrapperType(Name) && (H->Exact || !M.Handle))
    M = {H, firstTypeArgument(T)};
  std::optional<StringRef> Only = onlyField(Name);
  for (const DINode *E : T->getElements()) {
    const auto *Member = dyn_cast<DIDerivedType>(E);
    if (Only && Member && Member->getTag() == dwarf::DW_TAG_member && Member->getName() != *Only)
      continue;
    walkElement(E, T, Name, Library, Offset, Path, M, Depth);
  }
}

static std::string joined(const std::string &Path, StringRef Name) {
  return Name.empty() ? Path : Path.empty() ? Name.str() : Path + "." + Name.str();
}

void FieldWalker::walkElement(const DINode *E, const DICompositeType *Owner, StringRef OwnerPath, bool Library,
                              uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth) {
  if (const auto *Part = dyn_cast<DICompositeType>(E)) {
    if (Part->getTag() != dwarf::DW_TAG_variant_part)
      return;
    for (const DINode *V : Part->getElements())
      if (const auto *Variant = dyn_cast<DIDerivedType>(V))
        walkType(Variant->getBaseType(), Offset + Variant->getOffsetInBits(),
                 Library ? Path : joined(Path, Variant->getName()), M, Depth + 1);
    return;
  }
  const auto *D = dyn_cast<DIDerivedType>(E);
  if (!D || D->isStaticMember() || D->isBitField())
    return;
  if (D->getTag() == dwarf::DW_TAG_inheritance) {
    if (D->getFlags() & DINode::FlagVirtual)
      Complete = false; // where it lies is known at run time only
    else
      walkType(D->getBaseType(), Offset + D->getOffsetInBits(), Path, M, Depth + 1);
    return;
  }
  StringRef Field = D->getName();
  if (D->getTag() != dwarf::DW_TAG_member || Field.starts_with("_vptr"))
    return;
  bool Fat = Owner->getName().starts_with("&") || Owner->getName().starts_with("*") || Library;
  if (Fat && Field == "vtable")
    return;
  Field.consume_front("_ref__"); // rustc's name for a capture by reference
  StringRef Shown = Field;
  if (Shown.starts_with("__") && Shown.size() > 2 && llvm::isDigit(Shown[2]))
    Shown = Shown.drop_front(2); // tuples: __0
  if (Library)
    Shown = keptName(OwnerPath, Field).value_or("");
  else if (Fat)
    Shown = "";
  // A variant's payload lies in a struct of the variant's name, in the enum.
  walkType(D->getBaseType(), Offset + D->getOffsetInBits(), joined(Path, Shown), M, Depth + 1);
}

} // namespace refsan
