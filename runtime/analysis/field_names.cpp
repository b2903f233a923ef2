//===- field_names.cpp - what a field's name says about ownership ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/field_names.h"

#include "base/strings.h"

namespace refsan {
namespace {

constexpr StringView holder_words[] = {"parent", "owner", "prev", "previous", "back",    "outer",
                                       "self",   "this",  "up",   "root",     "backref", "container"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isWordChar(char c) { return (c >= 'a' && c <= 'z') || isUpper(c) || (c >= '0' && c <= '9'); }

bool isHolderWord(StringView word) {
  for (StringView known : holder_words) {
    usize same = 0;
    while (same < word.size && same < known.size && lower(word[same]) == known[same])
      ++same;
    if (same == word.size && same == known.size)
      return true;
  }
  return false;
}

} // namespace

bool namesTheHolder(const char *path) {
  StringView name = path;
  usize dot = findLastChar(name, '.');
  if (dot != kNotFound)
    name = name.from(dot + 1);
  // Words end at '_', at digits' neighbours and where a capital follows: ownerRef.
  for (usize begin = 0; begin < name.size;) {
    usize end = begin;
    while (end < name.size && isWordChar(name[end]) && (end == begin || !isUpper(name[end])))
      ++end;
    if (isHolderWord(name.from(begin, end - begin)))
      return true;
    begin = end > begin ? end : begin + 1;
  }
  return false;
}

} // namespace refsan
