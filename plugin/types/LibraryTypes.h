//===- LibraryTypes.h - queries on tables/LibraryTypes.def ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the table says about a library type, by its path without arguments. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLUGIN_TYPES_LIBRARYTYPES_H
#define REFSAN_PLUGIN_TYPES_LIBRARYTYPES_H

#include "refsan/kinds.h"
#include "llvm/ADT/StringRef.h"
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
  llvm::StringRef With; // a type that must be among its arguments; empty: any
  refsan::Protocol Protocol;
  llvm::StringRef Pattern;
  bool Private;
};

struct AllocatingType {
  llvm::StringRef Path;
  refsan::Layout Layout;
  bool Private;
};

const HandleType *handleType(llvm::StringRef Path);
/// Takes the full name: its arguments may decide.
const CountedType *countedType(llvm::StringRef Full);
/// The counted block that a function of a library makes for a value it knows; empty: none.
llvm::StringRef countedBlockMadeBy(llvm::StringRef Function);
/// The pattern of the name to show; empty: the type's own.
llvm::StringRef namePattern(llvm::StringRef Path);
const AllocatingType *allocatingType(llvm::StringRef Path);
bool isPrivateType(llvm::StringRef Path);
/// By the name of the struct: who points to one has a container.
bool isContainerOfC(llvm::StringRef Type);
/// Elements of it say nothing about what a block is.
bool isRoom(llvm::StringRef Path);
/// The function makes a block for a value that it was given.
bool storesValues(llvm::StringRef Function);
/// Holds a value of the user's and says nothing about its pointers.
bool isWrapperType(llvm::StringRef Path);
/// The type or a field of it is bytes that hold a value of the type's argument:
/// the field's name, "": the type; nullopt: it does not.
std::optional<llvm::StringRef> elementField(llvm::StringRef Path);
/// The only field of the type that counts; nullopt: all do.
std::optional<llvm::StringRef> onlyField(llvm::StringRef Path);
struct OneOf {
  llvm::StringRef Path, Index, Field;
};
/// The type's field is raw bytes for a value of one of its arguments; null: it has none.
const OneOf *oneOf(llvm::StringRef Path);
/// The field is raw bytes for a value of any type.
bool isBytes(llvm::StringRef Path, llvm::StringRef Field);
struct ArrayLength {
  llvm::StringRef Path, Field;
  llvm::StringRef Length; // of a field, "a.b" inside another one
  unsigned More;
};
struct PresenceFlag {
  llvm::StringRef Name;
  unsigned Value;
  unsigned How; // as VariantTag::Outside
};
/// The field that says whether the type's other fields are there; nullopt: none.
std::optional<PresenceFlag> presenceFlag(llvm::StringRef Path);
struct Alternatives {
  llvm::StringRef Path, Index;        // of the type that says which one is there
  llvm::StringRef Union, First, Rest; // where they lie
};
/// For the type around, and for the union in it; null: none.
const Alternatives *alternatives(llvm::StringRef Path);
/// How many elements of the type's array field are there; null: all.
const ArrayLength *arrayLength(llvm::StringRef Path, llvm::StringRef Field);
struct FilledBuffer {
  llvm::StringRef Path;
  refsan::Layout Layout;
  llvm::StringRef Neighbours[3]; // fields beside the buffer's address, by words: -1, 1, 2
};
/// The type says how much of its buffer is in use; null: it does not.
const FilledBuffer *filledBuffer(llvm::StringRef Path);
/// The function moves its argument into a new block: where it lies there.
std::optional<unsigned> offsetInNewBlock(llvm::StringRef Function);
/// The name to show for a field of a library type; nullopt: none.
std::optional<llvm::StringRef> keptName(llvm::StringRef Path, llvm::StringRef Field);

} // namespace refsan

#endif // REFSAN_PLUGIN_TYPES_LIBRARYTYPES_H
