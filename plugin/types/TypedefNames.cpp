//===- TypedefNames.cpp - names of C's structs without a tag --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/TypedefNames.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfo.h"

using namespace llvm;

namespace refsan {

StringRef TypedefNames::get(const DICompositeType &T) {
  StringRef Tag = T.getName();
  bool Tagged = !Tag.empty();
  if ((Tagged && !Tag.starts_with("_")) || T.getTag() == dwarf::DW_TAG_class_type) // a lambda
    return {};
  if (!Read) {
    Read = true;
    DebugInfoFinder Finder;
    Finder.processModule(M);
    for (const DIType *Type : Finder.types())
      if (const auto *D = dyn_cast<DIDerivedType>(Type); D && D->getTag() == dwarf::DW_TAG_typedef)
        Names.try_emplace(D->getBaseType(), D->getName());
  }
  StringRef Name = Names.lookup(&T);
  return Tagged && Name != Tag.ltrim('_') ? StringRef() : Name;
}

} // namespace refsan
