//===- FieldVariants.cpp - fields that are not always there ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Enums, variants and optionals: a tag, a flag or a length in the object says what of it is there.
//
//===----------------------------------------------------------------------===//

#include "names/LibraryCode.h"
#include "types/FieldWalker.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace refsan {

// The tag of a variant as debug info has it: a value, or none for the variant
// that all other values mean (an enum without a tag of its own).
int FieldWalker::variantOf(const DICompositeType *Part, const DIDerivedType *V, uint64_t Offset) {
  const DIDerivedType *Tag = Part->getDiscriminator();
  const DIType *TagType = Tag ? strippedType(Tag->getBaseType()) : nullptr;
  uint64_t Bytes = TagType ? TagType->getSizeInBits() / 8 : 0;
  if (Bytes != 1 && Bytes != 2 && Bytes != 4 && Bytes != 8)
    return Variant;
  SmallVector<uint64_t, 8> Values;
  auto *Own = dyn_cast_or_null<ConstantInt>(V->getDiscriminantValue());
  if (Own)
    Values.push_back(Own->getZExtValue());
  else
    for (const DINode *Other : Part->getElements())
      if (auto *Value = dyn_cast_or_null<ConstantInt>(cast<DIDerivedType>(Other)->getDiscriminantValue()))
        Values.push_back(Value->getZExtValue());
  if (Values.empty())
    return Variant;
  llvm::sort(Values);
  int Around = Variant;
  for (size_t I = 0, First = 0; I < Values.size(); ++I) {
    if (I + 1 < Values.size() && Values[I + 1] == Values[I] + 1)
      continue;
    // With several ranges, none of them: the variant that has no value lies between two that do.
    Variants.push_back(
        {Around, (Offset + Tag->getOffsetInBits()) / 8, unsigned(Bytes), unsigned(!Own), Values[First], Values[I]});
    Around = int(Variants.size()) - 1;
    First = I + 1;
  }
  return Around;
}

// A value of one of the type's arguments: each is walked as a variant, while the index says so.
void FieldWalker::walkOneOf(const DICompositeType *Owner, const OneOf &Row, uint64_t Offset, const std::string &Path,
                            unsigned Depth) {
  uint64_t IndexAt = Offset, ValueAt = Offset;
  const DIDerivedType *Index = memberOf(Owner, Row.Index, IndexAt);
  if (!Index || !memberOf(Owner, Row.Field, ValueAt)) {
    Complete = false;
    return;
  }
  int Outer = Variant;
  uint64_t Number = 0;
  for (const DIType *T : typeArguments(Owner)) {
    Variants.push_back({Outer, IndexAt / 8, unsigned(Index->getSizeInBits() / 8), false, Number, Number});
    ++Number;
    Variant = int(Variants.size()) - 1;
    walkType(T, ValueAt, Path, {}, Depth + 1);
    Variant = Outer;
  }
}

// A member that is not always there is walked as a variant: while the flag beside it is not zero, or while the index
// says that it is the alternative.
void FieldWalker::walkMember(const DIDerivedType *Member, const DICompositeType *Owner, StringRef OwnerPath,
                             uint64_t Offset, function_ref<void()> Walk) {
  std::optional<PresenceFlag> Flag = Member ? presenceFlag(OwnerPath) : std::nullopt;
  StringRef Name = Member ? Member->getName() : "";
  const Alternatives *Known = Member ? alternatives(OwnerPath) : nullptr;
  int Outer = Variant;
  auto Around = Alternative;
  uint64_t FlagAt = Offset;
  if (const DIDerivedType *Found = !Flag || Name == Flag->Name ? nullptr : memberOf(Owner, Flag->Name, FlagAt)) {
    Variants.push_back({Outer, FlagAt / 8, unsigned(Found->getSizeInBits() / 8), Flag->How, Flag->Value, Flag->Value});
    Variant = int(Variants.size()) - 1;
  } else if (Known && Known->Path == OwnerPath) {
    if (const DIDerivedType *Index = memberOf(Owner, Known->Index, FlagAt))
      Alternative = {FlagAt / 8, unsigned(Index->getSizeInBits() / 8), 0};
  } else if (Known && Name == Known->First && Alternative.IndexBytes) {
    Variants.push_back({Outer, Alternative.IndexAt, Alternative.IndexBytes, false, Alternative.Next, Alternative.Next});
    Variant = int(Variants.size()) - 1;
    Alternative.IndexBytes = 0; // a variant in it has its own
  } else if (Known && Name == Known->Rest) {
    ++Alternative.Next;
  }
  Walk();
  Variant = Outer;
  Alternative = Around;
}

// A container's node has room for a fixed number of elements and counts those
// in it. The array itself may lie further in: SmallVec's in a variant of an enum, or in a union.
void FieldWalker::walkFilled(const DIDerivedType *Member, const ArrayLength &Row, const DICompositeType *Owner,
                             uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth) {
  uint64_t LengthAt = Offset;
  const DIDerivedType *Length = memberOf(Owner, Row.Length, LengthAt);
  const auto *T = dyn_cast_or_null<DICompositeType>(strippedType(Member->getBaseType()));
  if (!Length || !T) {
    Complete = false;
    return;
  }
  Room Inside = {LengthAt / 8, unsigned(Length->getSizeInBits() / 8), Row.More, 0};
  Offset += Member->getOffsetInBits();
  if (T->getTag() == dwarf::DW_TAG_array_type)
    return walkFilledElements(T, Inside, !isLibraryScope(Owner), Offset, Path, M, Depth);
  Room Around = std::exchange(Filled, Inside);
  walkType(T, Offset, Path, M, Depth + 1);
  Filled = Around;
}

// Element I is there while the count is above I, as if by a tag.
void FieldWalker::walkFilledElements(const DICompositeType *Array, Room Inside, bool Numbered, uint64_t Offset,
                                     const std::string &Path, Meaning M, unsigned Depth) {
  const DIType *Element = strippedType(Array->getBaseType());
  if (!Element || !Element->getSizeInBits()) {
    Complete &= Element != nullptr;
    return;
  }
  Room Around = std::exchange(Filled, {});
  int Outer = Variant;
  uint64_t Count = Array->getSizeInBits() / Element->getSizeInBits();
  for (uint64_t I = 0; I < Count && Complete; ++I) {
    uint64_t Needed = I + 1 > Inside.More ? I + 1 - Inside.More : 0;
    Variants.push_back({Outer, Inside.LengthAt, Inside.LengthBytes, false, Needed, Count});
    Variant = int(Variants.size()) - 1;
    walkType(Element, Offset + I * Element->getSizeInBits(), Numbered ? Path + "[" + std::to_string(I) + "]" : Path, M,
             Depth + 1);
    Variant = Outer;
  }
  Filled = Around;
  Filled.Count = Count;
}

// Of a pointer beside such an array: it is there while the elements are in a block.
int FieldWalker::variantOfBlock() {
  if (!Filled.LengthBytes || !Filled.Count)
    return Variant;
  Variants.push_back({Variant, Filled.LengthAt, Filled.LengthBytes, true, 0, Filled.Count});
  return int(Variants.size()) - 1;
}

} // namespace refsan
