//===- LibraryTypes.cpp - queries on tables/LibraryTypes.def --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "types/LibraryTypes.h"
#include "names/SymbolNames.h"

using namespace llvm;

namespace refsan {

static const HandleType Handles[] = {
#define REFSAN_HANDLE(Path, Strength_, Layout_)                                                                        \
  {Path, Strength::Strength_, Layout::Layout_, StringRef(Path).back() != '*'},
#include "tables/LibraryTypes.def"
};
static const CountedType Counted[] = {
#define REFSAN_COUNTED(Path, With, Protocol_, Pattern, Private) {Path, With, Protocol::Protocol_, Pattern, Private},
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

// A type in an inline namespace, libc++'s std::__1::x, without a row is as std::x.
static std::string inStd(StringRef Path) {
  return Path.consume_front("std::__1::") || Path.consume_front("std::__n4861::") ? "std::" + Path.str() : "";
}

static const HandleType *handleRow(StringRef Path) {
  const HandleType *Best = nullptr;
  for (const HandleType &Row : Handles)
    if (matches(Row.Path, Path) && (!Best || Row.Path.size() > Best->Path.size()))
      Best = &Row;
  return Best;
}

const HandleType *handleType(StringRef Path) {
  const HandleType *Own = handleRow(Path);
  if (Own && Own->Exact)
    return Own;
  std::string Std = inStd(Path);
  return Std.empty() ? Own : handleRow(Std);
}

const CountedType *countedType(StringRef Full) {
  std::string Path = withoutArguments(Full);
  for (const CountedType &Row : Counted)
    if (Row.Path == Path && Full.contains(Row.With))
      return &Row;
  return nullptr;
}

StringRef namePattern(StringRef Path) {
  std::string Std = inStd(Path);
#define REFSAN_NAMED(Row, Pattern)                                                                                     \
  if (Path == Row || Std == Row)                                                                                       \
    return Pattern;
#include "tables/LibraryTypes.def"
  return "";
}

const AllocatingType *allocatingType(StringRef Path) {
  std::string Std = inStd(Path);
  for (const AllocatingType &Row : Allocating)
    if (Row.Path == Path || Row.Path == Std)
      return &Row;
  return nullptr;
}

StringRef countedBlockMadeBy(StringRef Function) {
#define REFSAN_ALLOCATES_COUNTED(Row, Block)                                                                           \
  if (Function == Row)                                                                                                 \
    return Block;
#include "tables/LibraryTypes.def"
  return "";
}

bool isPrivateType(StringRef Path) {
#define REFSAN_PRIVATE(Row)                                                                                            \
  if (matches(Row, Path))                                                                                              \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

bool isContainerOfC(StringRef Type) {
#define REFSAN_CONTAINER(Row)                                                                                          \
  if (Type == Row)                                                                                                     \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

bool isRoom(StringRef Path) {
#define REFSAN_ROOM(Row)                                                                                               \
  if (Path == Row)                                                                                                     \
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
  std::string Std = inStd(Path);
#define REFSAN_WRAPPER(Row)                                                                                            \
  if (matches(Row, Path) || matches(Row, Std))                                                                         \
    return true;
#include "tables/LibraryTypes.def"
  return false;
}

std::optional<unsigned> offsetInNewBlock(StringRef Function) {
#define REFSAN_MOVES_IN(Row, Offset)                                                                                   \
  if (Function == Row)                                                                                                 \
    return Offset;
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

std::optional<StringRef> elementField(StringRef Path) {
#define REFSAN_ELEMENT(Row, Field)                                                                                     \
  if (Path == Row)                                                                                                     \
    return StringRef(Field);
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

std::optional<StringRef> onlyField(StringRef Path) {
#define REFSAN_ONLY_FIELD(Row, Field)                                                                                  \
  if (Path == Row && *Field)                                                                                           \
    return StringRef(Field);
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

std::optional<PresenceFlag> presenceFlag(StringRef Path) {
  constexpr unsigned Any = 0;
#define REFSAN_PRESENT(Row, Flag, Value)                                                                               \
  if (Path == Row)                                                                                                     \
    return PresenceFlag{Flag, Value, !(Value)};
#define REFSAN_STAMPED(Row, Stamp)                                                                                     \
  if (Path == Row)                                                                                                     \
    return PresenceFlag{Stamp, 0, 2};
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

const Alternatives *alternatives(StringRef Path) {
  static const Alternatives Rows[] = {
#define REFSAN_ALTERNATIVES(Path, Index, Union, First, Rest) {Path, Index, Union, First, Rest},
#include "tables/LibraryTypes.def"
  };
  for (const Alternatives &Row : Rows)
    if (Row.Path == Path || Row.Union == Path)
      return &Row;
  return nullptr;
}

const OneOf *oneOf(StringRef Path) {
  static const OneOf Rows[] = {
#define REFSAN_ONE_OF(Path, Index, Field) {Path, Index, Field},
#include "tables/LibraryTypes.def"
  };
  for (const OneOf &Row : Rows)
    if (Row.Path == Path)
      return &Row;
  return nullptr;
}

bool isBytes(StringRef Path, StringRef Field) {
#define REFSAN_BYTES(Row, FieldName)                                                                                   \
  if (Path == Row && Field == FieldName)                                                                               \
    return true;
#include "tables/LibraryTypes.def"
  return false;
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

const FilledBuffer *filledBuffer(StringRef Path) {
  static const FilledBuffer Rows[] = {
#define REFSAN_FILLED(Path, Layout_, Before, First, Second) {Path, Layout::Layout_, {Before, First, Second}},
#include "tables/LibraryTypes.def"
  };
  for (const FilledBuffer &Row : Rows)
    if (Path == Row.Path)
      return &Row;
  return nullptr;
}

std::optional<StringRef> keptName(StringRef Path, StringRef Field) {
  std::string Std = inStd(Path);
#define REFSAN_KEEP_NAMES(Row, FieldName, Shown)                                                                       \
  if ((Path == Row || Std == Row) && (!*FieldName || Field == FieldName))                                              \
    return *FieldName ? StringRef(Shown) : Field;
#include "tables/LibraryTypes.def"
  return std::nullopt;
}

} // namespace refsan
