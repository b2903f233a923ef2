//===- LibraryObjects.cpp - objects of libraries' own types ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/LibraryObjects.h"
#include "types/DebugTypes.h"
#include "llvm/IR/DIBuilder.h"

using namespace llvm;

namespace refsan {

static StringRef structMadeBy(StringRef Function) {
#define REFSAN_NEW_OBJECT(Row, Struct)                                                                                 \
  if (Function == Row)                                                                                                 \
    return Struct;
#include "tables/ObjectMakers.def"
  return {};
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

const DIType *LibraryObjects::make(StringRef Struct, const DIType *Base) {
  for (const Row &R : Rows) {
    if (R.Struct != Struct)
      continue;
    DIBuilder B(M, /*AllowUnresolved=*/false);
    auto *Object = const_cast<DIType *>(Base);
    DIType *Target = R.Target.empty()
                         ? static_cast<DIType *>(B.createPointerType(Object, 64))
                         : B.createForwardDecl(dwarf::DW_TAG_structure_type, R.Target, nullptr, nullptr, 0);
    auto Member = [&](StringRef Name, uint64_t Bytes, uint64_t Offset, DIType *T) {
      return B.createMemberType(nullptr, Name, nullptr, 0, Bytes * 8, 0, Offset * 8, DINode::FlagZero, T);
    };
    DINodeArray Members = B.getOrCreateArray({Member("ob_base", Base->getSizeInBits() / 8, 0, Object),
                                              Member(R.Field, 8, R.Offset, B.createPointerType(Target, 64))});
    return B.createStructType(nullptr, R.Struct, nullptr, 0, R.Size * 8, 0, DINode::FlagZero, nullptr, Members);
  }
  return nullptr;
}

const DIType *LibraryObjects::madeBy(StringRef Function, const DIType *Base) {
  StringRef Struct = structMadeBy(Function);
  if (Struct.empty() || !strippedType(Base))
    return nullptr;
  auto [It, New] = Made.try_emplace(Struct, nullptr);
  if (New)
    It->second = make(Struct, strippedType(Base));
  return It->second;
}

} // namespace refsan
