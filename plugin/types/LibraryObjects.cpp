//===- LibraryObjects.cpp - objects of libraries' own types ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/LibraryObjects.h"
#include "types/BuiltValues.h"
#include "types/DebugTypes.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/InstrTypes.h"

using namespace llvm;

namespace refsan {

static StringRef structMadeBy(StringRef Function, char Bracket) {
#define REFSAN_NEW_OBJECT(Row, Struct)                                                                                 \
  if (Function == Row)                                                                                                 \
    return Struct;
#define REFSAN_BUILT(Row, Struct)                                                                                      \
  if (Bracket == Row)                                                                                                  \
    return Struct;
#include "tables/ObjectMakers.def"
  return {};
}

// How many items the call makes room for; one at least, of more than a few the rest has no names.
static unsigned itemsMadeBy(const CallBase &Call, const BuiltValue &Built) {
  constexpr uint64_t MostItems = 16;
  uint64_t Items = Built.Items;
  StringRef Callee = Call.getCalledFunction()->getName();
  auto Constant = [&](unsigned Argument) {
    const auto *N = Argument < Call.arg_size() ? dyn_cast<ConstantInt>(Call.getArgOperand(Argument)) : nullptr;
    return N && !N->isNegative() ? N->getLimitedValue() : 0;
  };
#define REFSAN_NEW_ITEMS(Function, Argument) Items = Callee == (Function) ? Constant(Argument) : Items;
#include "tables/ObjectMakers.def"
  return unsigned(std::clamp<uint64_t>(Items, 1, MostItems));
}

namespace {
struct Row {
  StringRef Struct;
  unsigned Size;
  StringRef Field;
  unsigned Offset;
  StringRef Target;
};
} // namespace

static constexpr Row Rows[] = {
#define REFSAN_OBJECT(Struct, Size, Field, Offset, Target) {Struct, Size, Field, Offset, Target},
#include "tables/ObjectMakers.def"
};

const DIType *LibraryObjects::make(StringRef Struct, unsigned Items, const DIType *Base) {
  DIBuilder B(M, /*AllowUnresolved=*/false);
  auto *Object = const_cast<DIType *>(Base);
  auto Make = [&](uint64_t Size, StringRef Field, uint64_t Offset, DIType *T) {
    auto Member = [&](StringRef Name, uint64_t At, DIType *Of) {
      return B.createMemberType(nullptr, Name, nullptr, 0, Of->getSizeInBits(), 0, At * 8, DINode::FlagZero, Of);
    };
    DINodeArray Members = B.getOrCreateArray({Member("ob_base", 0, Object), Member(Field, Offset, T)});
    return B.createStructType(nullptr, Struct, nullptr, 0, Size * 8, 0, DINode::FlagZero, nullptr, Members);
  };
  for (const Row &R : Rows) {
    if (R.Struct != Struct)
      continue;
    DIType *Target = R.Target.empty()
                         ? static_cast<DIType *>(B.createPointerType(Object, 64))
                         : B.createForwardDecl(dwarf::DW_TAG_structure_type, R.Target, nullptr, nullptr, 0);
    return Make(R.Size, R.Field, R.Offset, B.createPointerType(Target, 64));
  }
  auto Array = [&] {
    Metadata *Bounds = B.getOrCreateSubrange(0, Items);
    return B.createArrayType(Items * 64, 64, B.createPointerType(Object, 64), B.getOrCreateArray(Bounds));
  };
#define REFSAN_ITEMS(Row, Field, Offset)                                                                               \
  if (Struct == (Row))                                                                                                 \
    return Make((Offset) + Items * 8, Field, Offset, Array());
#include "tables/ObjectMakers.def"
  return nullptr;
}

const DIType *LibraryObjects::madeBy(const CallBase &Call, const DIType *Base) {
  BuiltValue Built = builtBy(Call);
  StringRef Struct = structMadeBy(Call.getCalledFunction()->getName(), Built.Outer);
  if (Struct.empty() || !strippedType(Base))
    return nullptr;
  unsigned Items = itemsMadeBy(Call, Built);
  auto [It, New] = Made.try_emplace((Struct + "/" + Twine(Items)).str(), nullptr);
  if (New)
    It->second = make(Struct, Items, strippedType(Base));
  return It->second;
}

} // namespace refsan
