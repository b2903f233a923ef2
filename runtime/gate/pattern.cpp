//===- pattern.cpp - LeakSanitizer's patterns -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/pattern.h"

namespace refsan {
namespace pattern {

// Where `part` begins in `text`, or kNotFound.
static usize find(StringView text, StringView part) {
  for (usize i = 0; i + part.size <= text.size; ++i)
    if (text.from(i, part.size) == part)
      return i;
  return kNotFound;
}

} // namespace pattern

bool matchesPattern(StringView pattern, StringView text) {
  if (text.empty())
    return false;
  bool at_begin = !pattern.empty() && pattern[0] == '^';
  pattern = pattern.from(at_begin);
  bool at_end = !pattern.empty() && pattern[pattern.size - 1] == '$';
  pattern = pattern.from(0, pattern.size - at_end);
  for (;;) {
    usize star = findChar(pattern, '*');
    bool last = star == kNotFound;
    StringView part = pattern.from(0, star);
    if (last && at_end)
      return at_begin ? part == text : endsWith(text, part);
    usize at = pattern::find(text, part);
    if (at == kNotFound || (at_begin && at != 0))
      return false;
    if (last)
      return true;
    text = text.from(at + part.size);
    pattern = pattern.from(star + 1);
    at_begin = false;
  }
}

} // namespace refsan
