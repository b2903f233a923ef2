//===- FieldWalker.cpp - the pointers inside a type -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/FieldWalker.h"
#include "names/LibraryCode.h"
#include "names/SymbolNames.h"
#include "types/VirtualBases.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace refsan {

// Beyond these a type is called incomplete and its blocks are scanned whole.
constexpr unsigned MaxDepth = 48;
constexpr size_t MaxFields = 512;
constexpr int64_t MaxElements = 64;

void FieldWalker::walk(const DIType *T) {
  walkType(T, 0, "", {}, 0);
  auto Rank = [](Strength S) {
    static const Strength Order[] = {Strength::Strong, Strength::Owner,   Strength::Storage,
                                     Strength::Weak,   Strength::Assumed, Strength::Raw};
    return llvm::find(Order, S) - std::begin(Order);
  };
  // Unions overlap, and variants whose tag is not known: the one that means most
  // stands for all.
  llvm::stable_sort(Fields, [&](const PointerField &A, const PointerField &B) {
    return std::make_tuple(A.Offset, A.Variant, Rank(A.How)) < std::make_tuple(B.Offset, B.Variant, Rank(B.How));
  });
  llvm::SmallVector<PointerField, 16> Kept;
  size_t First = 0;
  for (PointerField &F : Fields)
    if (Kept.empty() || Kept[First].Offset != F.Offset || Kept[First].Variant != F.Variant) {
      First = Kept.size();
      Kept.push_back(std::move(F));
    } else if (!Rust && Kept[First].How == F.How) {
      addName(Kept[First], F);
    } else if (!Rust && F.How == Strength::Raw && F.Pointee && First + 1 == Kept.size()) {
      Kept.push_back(std::move(F)); // what it leads to tells which it is
    }
  Fields = std::move(Kept);
}

// Another member of a union that means as much.
void FieldWalker::addName(PointerField &First, const PointerField &Other) {
  constexpr size_t MostNamed = 64; // bytes
  if (!Other.Path.empty() && !StringRef(First.Path).contains(Other.Path) && First.Path.size() < MostNamed)
    First.Path += (First.Path.empty() ? "" : " or ") + Other.Path;
  if (!First.Pointee && First.Shape == Layout::One) {
    First.Shape = Other.Shape;
    First.Pointee = Other.Pointee;
  }
}

void FieldWalker::walkType(const DIType *T, uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth) {
  StringRef Alias = typedefName(T);
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
    return walkStruct(Comp, Alias, Offset, Path, M, Depth);
  default:
    return;
  }
}

// "struct node **children", "struct item *items": it may lead to an array of the struct's own.
static void notePerhapsArray(const DIType &Element, PointerField &F) {
  if (Element.getTag() == dwarf::DW_TAG_structure_type && !Element.isForwardDecl())
    F.Shape = Layout::Many;
  const auto *Pointer = dyn_cast<DIDerivedType>(&Element);
  if (Pointer && Pointer->getTag() == dwarf::DW_TAG_pointer_type &&
      !isa_and_nonnull<DISubroutineType>(strippedType(Pointer->getBaseType()))) {
    F.Shape = Layout::Many;
    F.Pointee = Pointer;
  }
}

void FieldWalker::addPointer(const DIDerivedType *T, uint64_t Offset, const std::string &Path, Meaning M) {
  if (T->getTag() != dwarf::DW_TAG_pointer_type && T->getTag() != dwarf::DW_TAG_reference_type &&
      T->getTag() != dwarf::DW_TAG_rvalue_reference_type)
    return;
  if (isa_and_nonnull<DISubroutineType>(strippedType(T->getBaseType())))
    return; // code is no heap
  PointerField F{Offset / 8, Path, Strength::Raw, Layout::One, nullptr, variantOfBlock()};
  if (const HandleType *Own = handleType(withoutArguments(T->getName())); Own && Own->Exact)
    F.How = Own->Strength; // Rust describes Box<T> as a pointer of that name
  else if (M.Handle) {
    F.How = M.Handle->Strength;
    F.Shape = M.Handle->Layout;
    if (F.How == Strength::Storage && F.Shape != Layout::One)
      F.Pointee = M.Argument;
  }
  const DIType *Target = M.Handle ? nullptr : strippedType(T->getBaseType());
  if (Target && F.How == Strength::Raw && isContainerOfC(Target->getName()))
    F.How = Strength::Storage;
  if (F.How == Strength::Raw && Target && !Rust && T->getTag() == dwarf::DW_TAG_pointer_type)
    notePerhapsArray(*Target, F);
  if (F.How == Strength::Raw && Weak)
    F.How = Strength::Weak;
  if (F.How == Strength::Raw && !M.Handle && Counted && Counted->mayBeCounted(T->getBaseType()))
    F.How = Strength::Assumed;
  // Option<Rc<T>>: the pointer is its own tag, and null is no edge anyway.
  if (const VariantTag *Tag = Variant < 0 ? nullptr : &Variants[Variant];
      Tag && Tag->Outside == 1 && Tag->Offset == F.Offset && Tag->Bytes == 8 && Tag->High == 0)
    F.Variant = Tag->Outer;
  Fields.push_back(std::move(F));
}

void FieldWalker::walkArray(const DICompositeType *T, uint64_t Offset, const std::string &Path, Meaning M,
                            unsigned Depth) {
  const DIType *Element = strippedType(T->getBaseType());
  if (!Element || T->isVector())
    return;
  if (Filled.LengthBytes)
    return walkFilledElements(T, Filled, true, Offset, Path, M, Depth);
  int64_t Count = 1;
  for (const DINode *N : T->getElements()) {
    const auto *Sub = dyn_cast<DISubrange>(N);
    const auto *C = Sub ? dyn_cast_if_present<ConstantInt *>(Sub->getCount()) : nullptr;
    Count *= C ? C->getSExtValue() : 0;
  }
  if (Count <= 0) { // a flexible array member: as many as the block has room for
    FieldWalker Probe(Counted, Rust, Outermost);
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

// Where a value lies in bytes that are for more than it: at the end, whatever is in front (an allocator with a state).
static uint64_t bitsInFront(const DICompositeType &Bytes, const DIType *Value) {
  const DIType *T = strippedType(Value);
  uint64_t More = T && Bytes.getSizeInBits() > T->getSizeInBits() ? Bytes.getSizeInBits() - T->getSizeInBits() : 0;
  return More / 64 * 64;
}

// Of a library's type with the address of an array at this offset: what lies beside it may say which elements there
// are.
static Layout bufferLayout(const DICompositeType *T, StringRef Path, int64_t Buffer, Layout Otherwise) {
  const FilledBuffer *Row = filledBuffer(Path);
  for (unsigned I = 0; Row && I < 3; ++I) {
    constexpr int64_t Words[] = {-1, 1, 2};
    uint64_t At = 0;
    if (!Row->Neighbours[I].empty() && (!memberOf(T, Row->Neighbours[I], At) || int64_t(At) != Buffer + Words[I] * 64))
      return Otherwise;
  }
  return Row ? Row->Layout : Otherwise;
}

// An atomic handle is as strong as the one that it stands for.
static const HandleType *ofArgument(const HandleType &Atomic, StringRef Path, const DIType &Argument) {
  std::string Name = fullTypeName(&Argument);
  if (Path == "std::_Sp_atomic" && StringRef(Name).starts_with("std::weak_ptr<"))
    return handleType("std::__weak_count");
  if (Path == "arc_swap::ArcSwapAny" && StringRef(Name).contains("alloc::sync::Weak<"))
    return handleType("alloc::sync::Weak");
  return &Atomic;
}

void FieldWalker::walkStruct(const DICompositeType *T, StringRef Alias, uint64_t Offset, const std::string &Path,
                             Meaning M, unsigned Depth) {
  bool Whole = !std::exchange(AsBase, false);
  if (T->isForwardDecl()) {
    Complete = false;
    return;
  }
  bool Tagless = T->getName().empty() && !Alias.empty(); // C's "typedef struct { ... } name;"
  std::string Name = Tagless ? Alias.str() : withoutArguments(fullTypeName(T));
  static const HandleType UserHandle = {"", Strength::Strong, Layout::One, true};
  bool Own = Counted && Counted->isHandle(Name); // a counted pointer of the user's
  bool Unnamed = T->getTag() == dwarf::DW_TAG_union_type && T->getName().empty();
  bool Inner = M.Handle && (Unnamed || Filled.LengthBytes); // of a library's type
  bool Library = isLibraryScope(T) || handleType(Name) || Own || Inner;
  std::optional<StringRef> Element = elementField(Name);
  if (Element && Element->empty()) {
    const DIType *Value = firstTypeArgument(T);
    return walkType(Value, Offset + bitsInFront(*T, Value), Path, {}, Depth + 1);
  }
  if (const OneOf *Row = oneOf(Name))
    return walkOneOf(T, *Row, Offset, Path, Depth);
  if (!Library)
    M = {};
  else if (Own)
    M = {&UserHandle, nullptr};
  else if (const HandleType *H = handleType(Name); H && !isWrapperType(Name) && (H->Exact || !M.Handle))
    M = {H, firstTypeArgument(T)};
  if (M.Handle && M.Argument)
    M.Handle = ofArgument(*M.Handle, Name, *M.Argument);
  std::optional<StringRef> Only = onlyField(Name);
  size_t Before = Fields.size();
  for (const DINode *E : T->getElements()) {
    const auto *Member = dyn_cast<DIDerivedType>(E);
    if (Only && Member && Member->getTag() == dwarf::DW_TAG_member && Member->getName() != *Only)
      continue;
    if (Element && Member && Member->getName() == *Element)
      walkBytes(*Member, firstTypeArgument(T), Offset, Path, Depth);
    walkMember(Member, T, Name, Offset, [&] { walkElement(E, T, Name, Library, Offset, Path, M, Depth); });
  }
  for (PointerField &F : llvm::drop_begin(Fields, Before)) {
    if (F.Shape != Layout::Many && F.Shape != Layout::Filled)
      continue;
    F.Shape = bufferLayout(T, Name, int64_t(F.Offset * 8 - Offset), F.Shape);
    if (F.Shape == Layout::Segments) // its map's elements are pointers to them
      F.Pointee = firstTypeArgument(T);
  }
  if (Whole)
    walkVirtualBases(T, Offset, Path, M, Depth);
}

// The member is raw bytes for a value, or an array of them for several.
void FieldWalker::walkBytes(const DIDerivedType &Member, const DIType *Value, uint64_t Offset, const std::string &Path,
                            unsigned Depth) {
  const auto *Array = dyn_cast_or_null<DICompositeType>(strippedType(Member.getBaseType()));
  const DIType *T = strippedType(Value);
  bool Several = Array && Array->getTag() == dwarf::DW_TAG_array_type && T && T->getSizeInBits();
  uint64_t Count = Several ? Member.getSizeInBits() / T->getSizeInBits() : 1;
  Offset += Member.getOffsetInBits();
  if (Count < 2)
    return walkType(Value, Offset, Path, {}, Depth + 1);
  for (uint64_t I = 0; I < Count && Complete; ++I)
    walkType(Value, Offset + I * T->getSizeInBits(), Path + "[" + utostr(I) + "]", {}, Depth + 1);
}

// "alignas(T) unsigned char inside[N * sizeof(T)]", "std::aligned_storage_t<sizeof(T), alignof(T)> inside[N]", of a
// class of the user's.
static bool isRoomForValues(const DIDerivedType &Member) {
  const DIType *T = strippedType(Member.getBaseType());
  const auto *Array = dyn_cast_or_null<DICompositeType>(T);
  bool Several = Array && Array->getTag() == dwarf::DW_TAG_array_type;
  const DIType *Element = Several ? strippedType(Array->getBaseType()) : T;
  const auto *Around = Element ? dyn_cast_or_null<DIType>(Element->getScope()) : nullptr;
  bool Storage = Around && Around->getName().starts_with("aligned_storage<");
  bool Bytes = Several && Element && Element->getSizeInBits() == 8 && Member.getAlignInBits() >= 64;
  return (Storage || Bytes) && Member.getSizeInBits() >= 64;
}

// What lies there nobody says: any word may be a handle. The class's argument, if it fits, has the names.
void FieldWalker::walkRoom(const DIDerivedType &Member, const DICompositeType &Owner, uint64_t Offset,
                           const std::string &Path, unsigned Depth) {
  const DIType *Value = strippedType(firstTypeArgument(&Owner));
  uint64_t Bits = Value ? Value->getSizeInBits() : 0;
  if (!Bits || Bits % 64 || Member.getSizeInBits() % Bits) {
    for (uint64_t At = Member.getOffsetInBits(); At + 64 <= Member.getOffsetInBits() + Member.getSizeInBits(); At += 64)
      Fields.push_back({(Offset + At) / 8, Path, Strength::Assumed, Layout::One, nullptr, Variant});
    return;
  }
  size_t Before = Fields.size();
  walkBytes(Member, Value, Offset, Path, Depth);
  // An element that is gone leaves its words behind.
  for (PointerField &F : llvm::drop_begin(Fields, Before))
    if (F.How == Strength::Strong)
      F.How = Strength::Assumed;
  for (size_t I = Fields.size(); I-- > Before + 1;)
    if (Fields[I].How == Strength::Assumed && Fields[I - 1].How == Strength::Raw &&
        Fields[I - 1].Path == Fields[I].Path)
      Fields.erase(Fields.begin() + --I);
}

void FieldWalker::walkVirtualBases(const DICompositeType *T, uint64_t Offset, const std::string &Path, Meaning M,
                                   unsigned Depth) {
  std::optional<SmallVector<VirtualBase, 2>> Bases = virtualBases(T);
  if (!Bases) {
    Complete = false;
    return;
  }
  for (const VirtualBase &Base : *Bases) {
    AsBase = true;
    walkType(Base.Class, Offset + Base.Offset, Path, M, Depth + 1);
  }
}

static std::string joined(const std::string &Path, StringRef Name) {
  return Name.empty() ? Path : Path.empty() ? Name.str() : Path + "." + Name.str();
}

// The element that a base of std::tuple holds: "1" of _Head_base<1UL, T> and of libc++'s __tuple_leaf.
static std::string tupleIndex(const DIType *Base) {
  const DIType *T = strippedType(Base);
  StringRef Name = T ? T->getName() : "";
  if (!Name.consume_front("_Head_base<") && !Name.consume_front("__tuple_leaf<"))
    return "";
  return Name.take_while([](char C) { return llvm::isDigit(C); }).str();
}

// Of a map's node: what it maps to is the element that the user knows.
static bool isMapEntry(const DICompositeType *Pair, StringRef Path) {
  const auto *Key = Path == "std::pair" || Path == "std::__1::pair"
                        ? dyn_cast_or_null<DIDerivedType>(firstTypeArgument(Pair))
                        : nullptr;
  return Key && Key->getTag() == dwarf::DW_TAG_const_type;
}

void FieldWalker::walkVariants(const DICompositeType *Part, bool Named, uint64_t Offset, const std::string &Path,
                               Meaning M, unsigned Depth) {
  int Outer = Variant;
  for (const DINode *E : Part->getElements()) {
    const auto *V = dyn_cast<DIDerivedType>(E);
    if (!V)
      continue;
    Variant = variantOf(Part, V, Offset);
    // A coroutine's states are no names of the user's: "0", "3".
    bool Shown = Named && !V->getName().empty() && !llvm::isDigit(V->getName()[0]);
    walkType(V->getBaseType(), Offset + V->getOffsetInBits(), Shown ? joined(Path, V->getName()) : Path, M, Depth + 1);
    Variant = Outer;
  }
}

// Is the name of the field, or of an enum's variants, one for the crate's own use?
bool FieldWalker::isHidden(const DIType &Named, StringRef OwnerPath, StringRef Path) const {
  bool Public = (Named.getFlags() & DINode::FlagAccessibility) == DINode::FlagPublic;
  bool All = Path.empty() && Outermost == Names::All;
  return Rust && !Public && !All && keepsFieldsPrivate(rootOf(OwnerPath));
}

void FieldWalker::walkElement(const DINode *E, const DICompositeType *Owner, StringRef OwnerPath, bool Library,
                              uint64_t Offset, const std::string &Path, Meaning M, unsigned Depth) {
  if (const auto *Part = dyn_cast<DICompositeType>(E)) {
    if (Part->getTag() != dwarf::DW_TAG_variant_part)
      return;
    return walkVariants(Part, !Library && !isHidden(*Owner, OwnerPath, Path), Offset, Path, M, Depth);
  }
  const auto *D = dyn_cast<DIDerivedType>(E);
  if (!D || D->isStaticMember() || D->isBitField())
    return;
  if (D->getTag() == dwarf::DW_TAG_inheritance) {
    if (D->getFlags() & DINode::FlagVirtual)
      return; // the whole object says where it lies
    AsBase = true;
    std::string Index = M.Handle || Path.empty() ? "" : tupleIndex(D->getBaseType());
    walkType(D->getBaseType(), Offset + D->getOffsetInBits(), joined(Path, Index), M, Depth + 1);
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
  else if (Fat || isHidden(*D, OwnerPath, Path))
    Shown = "";
  if (Field == "second" && Path.empty() && Depth && isMapEntry(Owner, OwnerPath))
    Shown = "";
  if (Library && isBytes(OwnerPath, Field)) {
    for (uint64_t At = 0; At + 64 <= D->getSizeInBits(); At += 64) // a value that is too large has a block of its own
      Fields.push_back({(Offset + D->getOffsetInBits() + At) / 8, Path, Strength::Assumed,
                        At ? Layout::One : Layout::Stored, nullptr, Variant});
    return;
  }
  if (!Library && !Rust && isRoomForValues(*D))
    return walkRoom(*D, *Owner, Offset, joined(Path, Shown), Depth);
  if (const ArrayLength *Length = arrayLength(OwnerPath, Field))
    return walkFilled(D, *Length, Owner, Offset, Path, M, Depth);
  bool Around = std::exchange(Weak, Weak || (Counted && Counted->isWeakMember(*D)));
  // A variant's payload lies in a struct of the variant's name, in the enum.
  walkType(D->getBaseType(), Offset + D->getOffsetInBits(), joined(Path, Shown), M, Depth + 1);
  Weak = Around;
}

} // namespace refsan
