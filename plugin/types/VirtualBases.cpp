//===- VirtualBases.cpp - where virtual bases lie -------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/VirtualBases.h"
#include "types/FieldWalker.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace refsan {

namespace {

struct Extent {
  uint64_t Size = 0; // bytes of data
  uint64_t Align = 1;
};

bool isBase(const DIDerivedType *D) { return D->getTag() == dwarf::DW_TAG_inheritance; }
bool isVirtual(const DIDerivedType *D) { return isBase(D) && D->getFlags() & DINode::FlagVirtual; }
bool isMember(const DIDerivedType *D) { return D->getTag() == dwarf::DW_TAG_member && !D->isStaticMember(); }
bool isTablePointer(const DIDerivedType *D) { return isMember(D) && D->getName().starts_with("_vptr"); }

template <typename F> void forEachPart(const DICompositeType *T, F Do) {
  for (const DINode *E : T->getElements())
    if (const auto *D = dyn_cast_or_null<DIDerivedType>(E))
      if (isBase(D) || isMember(D))
        Do(D, dyn_cast_or_null<DICompositeType>(strippedType(D->getBaseType())));
}

bool hasVirtualBases(const DICompositeType *T) {
  bool Any = false;
  forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
    Any |= isVirtual(D) || (isBase(D) && Class && hasVirtualBases(Class));
  });
  return Any;
}

// Has a pointer to a table of functions or virtual bases.
bool isDynamic(const DICompositeType *T) {
  bool Any = false;
  forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
    Any |= isVirtual(D) || isTablePointer(D) || (isBase(D) && Class && isDynamic(Class));
  });
  return Any;
}

// Nothing but that pointer.
bool isNearlyEmpty(const DICompositeType *T) {
  bool Data = false;
  forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
    Data |= isBase(D) ? !isVirtual(D) && Class && !isNearlyEmpty(Class) : !isTablePointer(D);
  });
  return !Data;
}

uint64_t alignOf(const DIType *T);

// Without virtual bases.
Extent ownExtent(const DICompositeType *T) {
  Extent Own;
  if (isDynamic(T))
    Own = {8, 8};
  forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
    if (isVirtual(D) || (isBase(D) && !Class))
      return;
    Extent Part = isBase(D) ? ownExtent(Class) : Extent{divideCeil(D->getSizeInBits(), 8), alignOf(D->getBaseType())};
    Own.Align = std::max({Own.Align, Part.Align, uint64_t(D->getAlignInBytes())});
    if (Part.Size)
      Own.Size = std::max(Own.Size, D->getOffsetInBits() / 8 + Part.Size);
  });
  Own.Align = std::max(Own.Align, uint64_t(T->getAlignInBytes()));
  return Own;
}

uint64_t alignOf(const DIType *T) {
  T = strippedType(T);
  if (const auto *Comp = dyn_cast_or_null<DICompositeType>(T)) {
    if (Comp->getTag() == dwarf::DW_TAG_array_type)
      return alignOf(Comp->getBaseType());
    uint64_t Align = ownExtent(Comp).Align;
    forEachPart(Comp, [&](const DIDerivedType *D, const DICompositeType *Class) {
      if (isBase(D) && Class)
        Align = std::max(Align, alignOf(Class));
    });
    return Align;
  }
  uint64_t Bytes = T ? T->getSizeInBits() / 8 : 0;
  return Bytes ? std::min<uint64_t>(PowerOf2Ceil(Bytes), 16) : 8;
}

class Placement {
public:
  explicit Placement(const DICompositeType *T) : Whole(T), End(ownExtent(T)) {
    notePrimaries(T);
    place(T);
  }
  bool fits() const { return alignTo(End.Size, End.Align) == Whole->getSizeInBits() / 8; }

  SmallVector<VirtualBase, 2> Bases;

private:
  // The virtual base whose table pointer is the class's own, if it has none else.
  static const DICompositeType *primary(const DICompositeType *T) {
    const DICompositeType *First = nullptr;
    bool Other = false;
    forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
      Other |= isTablePointer(D) || (isBase(D) && !isVirtual(D) && Class && isDynamic(Class));
      if (isVirtual(D) && Class && !First && isDynamic(Class) && isNearlyEmpty(Class))
        First = Class;
    });
    return Other ? nullptr : First;
  }
  void notePrimaries(const DICompositeType *T) {
    if (const DICompositeType *P = primary(T))
      Primaries.insert(P);
    forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
      if (isBase(D) && Class)
        notePrimaries(Class);
    });
  }

  void place(const DICompositeType *T) {
    forEachPart(T, [&](const DIDerivedType *D, const DICompositeType *Class) {
      if (!isBase(D) || !Class)
        return;
      if (isVirtual(D) && !Primaries.contains(Class)) {
        if (!Placed.insert(Class).second)
          return;
        if (Extent Own = ownExtent(Class); Own.Size) {
          uint64_t At = alignTo(End.Size, Own.Align);
          End = {At + Own.Size, std::max(End.Align, Own.Align)};
          Bases.push_back({Class, At * 8});
        }
      }
      if (hasVirtualBases(Class))
        place(Class);
    });
  }

  const DICompositeType *Whole;
  Extent End;
  SmallPtrSet<const DICompositeType *, 4> Primaries, Placed;
};

} // namespace

std::optional<SmallVector<VirtualBase, 2>> virtualBases(const DICompositeType *T) {
  if (!hasVirtualBases(T))
    return SmallVector<VirtualBase, 2>();
  Placement P(T);
  if (!P.fits())
    return std::nullopt;
  return P.Bases;
}

} // namespace refsan
