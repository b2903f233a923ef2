//===- TypeDescriber.cpp - refsan_type constants --------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "describe/TypeDescriber.h"
#include "names/SymbolNames.h"
#include "refsan/abi.h"
#include "types/FieldWalker.h"
#include "types/TypeNames.h"
#include "llvm/IR/DebugInfoMetadata.h"

using namespace llvm;

namespace refsan {

Constant *TypeDescriber::record(StringRef Full, const Shape &S, bool Private) {
  const CountedType *Block = Private ? nullptr : countedType(Full);
  Protocol Family = Block ? Block->Protocol : S.Count && !Private ? Protocol::Intrusive : Protocol::None;
  CountField Count = Family == Protocol::Intrusive ? *S.Count : CountField{0, 0};
  std::string Name = simplifyTypeName(Full);
  if (Private)
    Name += "[]";
  Private |= Block ? Block->Private : isPrivateType(withoutArguments(Full));
  unsigned Flags = (Private ? REFSAN_TYPE_PRIVATE : 0) | (S.Complete ? REFSAN_TYPE_COMPLETE : 0) |
                   S.Front / 8 << REFSAN_TYPE_FRONT_SHIFT;
  return ConstantStruct::get(C.Type,
                             {C.string(Name), C.string(shortTypeName(Full)), S.Fields, C.u64(S.Size),
                              C.u32(S.FieldCount), C.u32(unsigned(Family)), C.u16(Flags),
                              C.u16(Count.Bytes | Count.Shift << REFSAN_COUNT_SHIFT | Count.Bits << REFSAN_COUNT_BITS),
                              C.u32(unsigned(Count.Offset))});
}

TypeDescriber::Shape TypeDescriber::shapeOf(const DIType *T, bool Private) {
  FieldWalker Walker(&Counted, Rust, Private ? FieldWalker::Names::OfUsers : FieldWalker::Names::All);
  Walker.walk(T);
  SmallVector<Constant *> Fields;
  SmallVector<Constant *, 4> Variants;
  for (const VariantTag &V : Walker.Variants) // the outer ones come first
    Variants.push_back(
        C.global(ConstantStruct::get(C.Variant, {V.Outer < 0 ? C.null() : Variants[V.Outer], C.u32(V.Offset),
                                                 C.u16(V.Bytes), C.u16(V.Outside), C.u64(V.Low), C.u64(V.High)}),
                 "__refsan_variant"));
  if (Walker.Complete)
    for (const PointerField &F : Walker.Fields) {
      Constant *Pointee = F.Pointee ? describe(F.Pointee, true) : nullptr;
      Fields.push_back(ConstantStruct::get(C.Field, {C.string(F.Path), Pointee ? Pointee : C.null(), C.u32(F.Offset),
                                                     C.u16(unsigned(F.How)), C.u16(unsigned(F.Shape)),
                                                     F.Variant < 0 ? C.null() : Variants[F.Variant]}));
    }
  Constant *Table = C.null();
  if (!Fields.empty())
    Table = C.global(ConstantArray::get(ArrayType::get(C.Field, Fields.size()), Fields), "__refsan_fields");
  return {Table, unsigned(Fields.size()), T->getSizeInBits() / 8, Counted.countOf(T), Walker.Complete};
}

GlobalVariable *TypeDescriber::describe(const DIType *T, bool Private) {
  T = strippedType(T);
  if (!T)
    return nullptr;
  GlobalVariable *&Slot = Described[{T, Private}];
  if (Slot)
    return Slot;
  // Types refer to themselves: the variable first, what it holds after.
  auto *G = new GlobalVariable(C.M, C.Type, true, GlobalValue::PrivateLinkage, nullptr, "__refsan_type");
  G->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  Slot = G;
  G->setInitializer(record(nameOf(T), shapeOf(T, Private), Private));
  return G;
}

std::string TypeDescriber::nameOf(const DIType *T) {
  const auto *Struct = dyn_cast<DICompositeType>(T);
  StringRef Alias = Struct ? Typedefs.get(*Struct) : StringRef();
  return Alias.empty() ? fullTypeName(T) : Alias.str();
}

GlobalVariable *TypeDescriber::describeFronted(const DIType *Object, const FrontedObject &Whole) {
  Shape S = shapeOf(Whole.T, false);
  S.Count = Counted.countOf(Object);
  if (Whole.Front / 8 > REFSAN_TYPE_FRONT_MOST)
    return describe(Object, false);
  S.Front = Whole.Front;
  return C.global(record(nameOf(strippedType(Object)), S, false), "__refsan_type");
}

GlobalVariable *TypeDescriber::describeSlice(StringRef Full, const DIType *Element) {
  GlobalVariable *&Slot = Slices[Full];
  if (!Slot)
    Slot = C.global(record(Full, shapeOf(Element, true), false), "__refsan_type");
  return Slot;
}

GlobalVariable *TypeDescriber::describeByName(StringRef Full, bool Private) {
  GlobalVariable *&Slot = Named[(Full + (Private ? "[]" : "")).str()];
  if (!Slot)
    Slot = C.global(record(Full, {C.null(), 0, 0, Counted.countOf(Full), false}, Private), "__refsan_type");
  return Slot;
}

} // namespace refsan
