//===- strings.cpp - taking text apart ------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See strings.h.
//
//===----------------------------------------------------------------------===//

#include "base/strings.h"

namespace refsan {

StringView StringView::from(usize start, usize length) const {
  if (start >= size)
    return StringView(data + size, 0);
  usize left = size - start;
  return StringView(data + start, length < left ? length : left);
}

bool operator==(StringView a, StringView b) {
  return a.size == b.size && (a.size == 0 || __builtin_memcmp(a.data, b.data, a.size) == 0);
}

bool startsWith(StringView text, StringView prefix) {
  return text.size >= prefix.size && text.from(0, prefix.size) == prefix;
}

bool endsWith(StringView text, StringView suffix) {
  return text.size >= suffix.size && text.from(text.size - suffix.size) == suffix;
}

usize findChar(StringView text, char c, usize start) {
  for (usize i = start; i < text.size; ++i)
    if (text[i] == c)
      return i;
  return kNotFound;
}

usize find(StringView text, StringView part) {
  for (usize i = 0; i + part.size <= text.size; ++i)
    if (text.from(i, part.size) == part)
      return i;
  return kNotFound;
}

usize findLastChar(StringView text, char c) {
  for (usize i = text.size; i > 0; --i)
    if (text[i - 1] == c)
      return i - 1;
  return kNotFound;
}

StringView lastOfPath(StringView path) {
  usize slash = findLastChar(path, '/');
  return slash == kNotFound ? path : path.from(slash + 1);
}

static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

StringView trim(StringView text) {
  while (text.size && isBlank(text[0]))
    text = text.from(1);
  while (text.size && isBlank(text[text.size - 1]))
    --text.size;
  return text;
}

bool nextPart(StringView &rest, char separator, StringView &part) {
  if (!rest.data)
    return false;
  usize at = findChar(rest, separator);
  if (at == kNotFound) {
    part = rest;
    rest = StringView();
  } else {
    part = rest.from(0, at);
    rest = rest.from(at + 1);
  }
  return true;
}

static bool parseDigits(StringView text, u32 base, u64 &value) {
  if (text.empty())
    return false;
  u64 result = 0;
  for (char c : text) {
    u32 digit = c >= '0' && c <= '9'   ? static_cast<u32>(c - '0')
                : c >= 'a' && c <= 'f' ? static_cast<u32>(c - 'a') + 10
                : c >= 'A' && c <= 'F' ? static_cast<u32>(c - 'A') + 10
                                       : 99;
    if (digit >= base || __builtin_mul_overflow(result, static_cast<u64>(base), &result) ||
        __builtin_add_overflow(result, static_cast<u64>(digit), &result))
      return false;
  }
  value = result;
  return true;
}

bool parseUnsigned(StringView text, u64 &value) { return parseDigits(text, 10, value); }
bool parseHex(StringView text, u64 &value) { return parseDigits(text, 16, value); }

bool parseSigned(StringView text, i64 &value) {
  bool negative = !text.empty() && text[0] == '-';
  u64 magnitude;
  if (!parseDigits(negative ? text.from(1) : text, 10, magnitude))
    return false;
  constexpr u64 kLimit = u64(1) << 63;
  if (magnitude > kLimit || (magnitude == kLimit && !negative))
    return false;
  value = static_cast<i64>(negative ? 0 - magnitude : magnitude);
  return true;
}

bool parseBool(StringView text, bool &value) {
  if (text == "1" || text == "true" || text == "yes")
    return value = true, true;
  if (text == "0" || text == "false" || text == "no")
    return value = false, true;
  return false;
}

u32 editDistance(StringView a, StringView b) {
  constexpr usize kMax = 32;
  if (a.size >= kMax || b.size >= kMax)
    return 1000;
  u8 rows[3][kMax]; // rows i-2, i-1 and i, used in turns
  for (usize j = 0; j <= b.size; ++j)
    rows[0][j] = static_cast<u8>(j);
  for (usize i = 1; i <= a.size; ++i) {
    u8 *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = static_cast<u8>(i);
    for (usize j = 1; j <= b.size; ++j) {
      u32 best = above[j - 1] + (a[i - 1] != b[j - 1]);
      best = best < above[j] + 1u ? best : above[j] + 1u;
      best = best < row[j - 1] + 1u ? best : row[j - 1] + 1u;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_above[j - 2] + 1u < best)
        best = two_above[j - 2] + 1u;
      row[j] = static_cast<u8>(best);
    }
  }
  return rows[a.size % 3][b.size];
}

usize utf8Size(StringView text) {
  u8 first = static_cast<u8>(text[0]);
  if (first < 0x80)
    return 1;
  usize size = first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) == 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (size == 0 || size > text.size)
    return 0;
  for (usize i = 1; i < size; ++i)
    if ((text[i] & 0xc0) != 0x80)
      return 0;
  u8 second = static_cast<u8>(text[1]);
  bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  bool surrogate = first == 0xed && second >= 0xa0;
  bool beyond = first == 0xf4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : size;
}

} // namespace refsan
