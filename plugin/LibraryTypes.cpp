//===- LibraryTypes.cpp - queries on tables/LibraryTypes.def --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LibraryTypes.h"

using namespace llvm;

namespace refsan {

static const HandleType Handles[] = {
#define REFSAN_HANDLE(Path, Strength_, Layout_)                                                                        \
  {Path, Strength::Strength_, Layout::Layout_, StringRef(Path).back() != '*'},
#include "tables/LibraryTypes.def"
};
static const CountedType Counted[] = {
#define REFSAN_COUNTED(Path, Protocol_, Pattern, Value) {Path, Protocol::Protocol_, Pattern, Value},
#include "tables/LibraryTypes.def"
};
static const AllocatingType Allocating[] = {
#define REFSAN_ALLOCATES(Path, Layout_, Private) {Path, Layout::Layout_, Private},
#include "tables/LibraryTypes.def"
};

// A row's path matches the whole path, or its beginning if the row ends in '*'.
static bool matches(StringRef Row, StringRef Path) {
  return Row.consume_back("*") ? Path.starts_with(Row) : Row == Path;
}

const HandleType *handleType(StringRef Path) {
  const HandleType *Best = nullptr;
  for (const HandleType &Row : Handles)
    if (matches(Row.Path, Path) && (!Best || Row.Path.size() > Best->Path.size()))
      Best = &Row;
  return Best;
}

const CountedType *countedType(StringRef Path) {
  for (const CountedType &Row : Counted)
    if (Row.Path == Path)
      return &Row;
  return nullptr;
}

const AllocatingType *allocatingType(StringRef Path) {
  for (const AllocatingType &Row : Allocating)
    if (Row.Path == Path)
      return &Row;
  return nullptr;
}

bool isPrivateType(StringRef Path) {
#define REFSAN_PRIVATE(Row)                                                                                            \
  if (matches(Row, Path))                                                                                              \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

bool storesValues(StringRef Function) {
#define REFSAN_STORES(Row)                                                                                             \
  if (Function.starts_with(Row))                                                                                       \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

bool isWrapperType(StringRef Path) {
#define REFSAN_WRAPPER(Row)                                                                                            \
  if (matches(Row, Path))                                                                                              \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

bool isElementType(StringRef Path) {
#define REFSAN_ELEMENT(Row)                                                                                            \
  if (Path == Row)                                                                                                     \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

std::optional<StringRef> onlyField(StringRef Path) {
#define REFSAN_ONLY_FIELD(Row, Field)                                                                                  \
  if (Path == Row && *Field)                                                                                           \
    return StringRef(Field);
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

const ArrayLength *arrayLength(StringRef Path, StringRef Field) {
  static const ArrayLength Rows[] = {
#define REFSAN_LENGTH(Path, Field, Length, More) {Path, Field, Length, More},
#include "tables/LibraryTypes.def"
  };
  for (const ArrayLength &Row : Rows)
    if (Path == Row.Path && Field == Row.Field)
      return &Row;
  return nullptr;
}

std::optional<StringRef> keptName(StringRef Path, StringRef Field) {
#define REFSAN_KEEP_NAMES(Row, FieldName, Shown)                                                                       \
  if (Path == Row && (!*FieldName || Field == FieldName))                                                              \
    return *FieldName ? StringRef(Shown) : Field;
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

} // namespace refsan
