//===- strings.h - text that is somewhere else ------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A view of characters and what parsers need to take it apart. No memory, no
// locale, no errno. Any thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_BASE_STRINGS_H
#define REFSAN_BASE_STRINGS_H

#include "base/ints.h"

namespace refsan {

// Not NUL-terminated; owns nothing.
struct StringView {
  const char *data = nullptr;
  usize size = 0;

  constexpr StringView() = default;
  constexpr StringView(const char *chars, usize length) : data(chars), size(length) {}
  // Null is the empty text.
  constexpr StringView(const char *text) : data(text), size(text ? __builtin_strlen(text) : 0) {}

  const char *begin() const { return data; }
  const char *end() const { return data + size; }
  char operator[](usize i) const { return data[i]; }
  bool empty() const { return size == 0; }
  // From `start` on, at most `length` characters; cut at the end of the text.
  StringView from(usize start, usize length = ~usize(0)) const;
};

bool operator==(StringView a, StringView b);
bool startsWith(StringView text, StringView prefix);
bool endsWith(StringView text, StringView suffix);

constexpr usize kNotFound = ~usize(0);
usize findChar(StringView text, char c, usize start = 0);
usize findLastChar(StringView text, char c);
usize find(StringView text, StringView part);
// What is behind the last slash.
StringView lastOfPath(StringView path);

// Without spaces, tabs and line ends at both ends.
StringView trim(StringView text);
// Takes the part before the first `separator` off `rest` and returns it; without
// a separator that is all of it. False when there is nothing left:
//   for (StringView part; nextPart(rest, ':', part);)
bool nextPart(StringView &rest, char separator, StringView &part);

// Bytes of the UTF-8 sequence at the start of the text, which is not empty; 0: it is none.
usize utf8Size(StringView text);

// The whole text must be a number in range. `parseHex` takes no prefix.
bool parseUnsigned(StringView text, u64 &value);
bool parseSigned(StringView text, i64 &value);
bool parseHex(StringView text, u64 &value);
// 0/1, true/false, yes/no.
bool parseBool(StringView text, bool &value);

// How many characters must be added, dropped, replaced or swapped with their
// neighbour to get from one to the other; texts longer than 31: a large number.
u32 editDistance(StringView a, StringView b);

} // namespace refsan

#endif // REFSAN_BASE_STRINGS_H
