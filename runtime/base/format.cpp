//===- format.cpp - numbers and pieces to text ----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See format.h.
//
//===----------------------------------------------------------------------===//

#include "base/format.h"

#include <string.h>

namespace refsan {

static usize formatDigits(u64 value, u32 base, u32 width, char (&out)[kMaxDigits]) {
  char reversed[kMaxDigits];
  usize size = 0;
  do {
    reversed[size++] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value);
  while (size < width && size < kMaxDigits)
    reversed[size++] = '0';
  for (usize i = 0; i < size; ++i)
    out[i] = reversed[size - 1 - i];
  return size;
}

usize formatDecimal(u64 value, char (&out)[kMaxDigits]) { return formatDigits(value, 10, 0, out); }
usize formatHex(u64 value, u32 width, char (&out)[kMaxDigits]) { return formatDigits(value, 16, width, out); }

usize controlPrefix(StringView text) {
  if (text.empty())
    return 0;
  u8 first = static_cast<u8>(text[0]);
  usize size = utf8Size(text);
  if (first < 0x20 || first == 0x7f || size == 0)
    return 1;
  return first == 0xc2 && static_cast<u8>(text[1]) < 0xa0 ? size : 0;
}

usize plainPrefix(StringView text) {
  usize size = 0;
  while (size < text.size && !controlPrefix(text.from(size)))
    size += utf8Size(text.from(size));
  return size;
}

void TextBuilder::append(const char *chars, usize count) {
  if (capacity_ == 0)
    return;
  usize room = capacity_ - 1 - size_;
  if (count > room) {
    count = room;
    truncated_ = true;
  }
  if (count)
    memcpy(buffer_ + size_, chars, count);
  size_ += count;
  buffer_[size_] = 0;
}

void TextBuilder::clear() {
  size_ = 0;
  truncated_ = false;
  if (capacity_)
    buffer_[0] = 0;
}

} // namespace refsan
