//===- fetched.cpp - files of crates that cargo has fetched ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/fetched.h"

namespace refsan {
namespace fetched {

struct Place {
  StringView text;
  u32 folders; // behind it, before the crate's
};
constexpr Place places[] = {
#define REFSAN_FETCHED_PATH(Text, Folders) {Text, Folders},
#include "refsan/kinds.def"
};

// Null: none.
static const Place *placeOf(StringView file) {
  for (const Place &place : places)
    if (find(file, place.text) != kNotFound)
      return &place;
  return nullptr;
}

} // namespace fetched

bool isFetched(StringView file) { return fetched::placeOf(file); }

StringView withinCrates(StringView file) {
  const fetched::Place *place = fetched::placeOf(file);
  if (!place)
    return file;
  usize begin = find(file, place->text) + place->text.size;
  for (u32 i = 0; i < place->folders; ++i) {
    usize slash = findChar(file, '/', begin);
    if (slash == kNotFound)
      return file;
    begin = slash + 1;
  }
  return file.from(begin);
}

} // namespace refsan
