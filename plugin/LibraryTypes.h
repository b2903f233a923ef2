//===- LibraryTypes.h - queries on tables/LibraryTypes.def ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the table says about a library type, by its path without arguments. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_LIBRARYTYPES_H
#define REFSAN_PLUGIN_LIBRARYTYPES_H

#include "llvm/ADT/StringRef.h"
#include "refsan/kinds.h"
#include <optional>

namespace refsan {

struct HandleType {
  llvm::StringRef Path;
  refsan::Strength Strength;
  refsan::Layout Layout;
  bool Exact; // the row names this type, not a family of types
};

struct CountedType {
  llvm::StringRef Path;
  refsan::Protocol Protocol;
  llvm::StringRef Pattern;
  llvm::StringRef ValueField;
};

struct AllocatingType {
  llvm::StringRef Path;
  refsan::Layout Layout;
  bool Private;
};

const HandleType *handleType(llvm::StringRef Path);
const CountedType *countedType(llvm::StringRef Path);
const AllocatingType *allocatingType(llvm::StringRef Path);
bool isPrivateType(llvm::StringRef Path);
/// Holds a value of the user's and says nothing about its pointers.
bool isWrapperType(llvm::StringRef Path);
bool isElementType(llvm::StringRef Path);
/// The only field of the type that counts; nullopt: all do.
std::optional<llvm::StringRef> onlyField(llvm::StringRef Path);
/// The name to show for a field of a library type; nullopt: none.
std::optional<llvm::StringRef> keptName(llvm::StringRef Path, llvm::StringRef Field);

} // namespace refsan

#endif // REFSAN_PLUGIN_LIBRARYTYPES_H
