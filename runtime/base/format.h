//===- format.h - numbers and pieces to text --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A bounded builder of text in the caller's buffer; no stdio, no locale, no
// memory. containers/writer.h has the same verbs for text of any length. Any
// thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_BASE_FORMAT_H
#define REFSAN_BASE_FORMAT_H

#include "base/ints.h"
#include "base/strings.h"

namespace refsan {

constexpr usize kMaxDigits = 24;
// Write the digits to `out` (no NUL) and return how many. Hexadecimal is lower
// case without prefix, filled up with zeros to at least `width` digits.
usize formatDecimal(u64 value, char (&out)[kMaxDigits]);
usize formatHex(u64 value, u32 width, char (&out)[kMaxDigits]);

// How many bytes at the begin of the text are one control character (of ASCII, of the
// second set in UTF-8, or a byte that is not UTF-8; 0: there is none), and how many come before the first one.
usize controlPrefix(StringView text);
usize plainPrefix(StringView text);

// The verbs shared by TextBuilder and Writer: Derived has append(const char *, usize).
template <typename Derived> class TextVerbs {
public:
  Derived &text(StringView text) {
    self().append(text.data, text.size);
    return self();
  }
  // The same for what comes from elsewhere: names of files, lines of them. What a
  // terminal would obey instead of showing it is written as \x1b.
  Derived &visible(StringView text) {
    while (!text.empty()) {
      usize plain = plainPrefix(text), controls = controlPrefix(text.from(plain));
      self().text(text.from(0, plain));
      for (char c : text.from(plain, controls))
        self().text("\\x").hex(static_cast<u8>(c), 2);
      text = text.from(plain + controls);
    }
    return self();
  }
  Derived &character(char c, usize times = 1) {
    for (; times > 0; --times)
      self().append(&c, 1);
    return self();
  }
  Derived &decimal(u64 value, u32 width = 0) { // right-aligned in `width` columns
    char digits[kMaxDigits];
    usize size = formatDecimal(value, digits);
    character(' ', size < width ? width - size : 0);
    return text(StringView(digits, size));
  }
  Derived &signedDecimal(i64 value) {
    if (value < 0)
      character('-');
    return decimal(value < 0 ? 0 - static_cast<u64>(value) : static_cast<u64>(value));
  }
  Derived &hex(u64 value, u32 width = 0) { // no prefix
    char digits[kMaxDigits];
    usize size = formatHex(value, width, digits);
    return text(StringView(digits, size));
  }
  // Left-aligned: spaces after the text up to `width` bytes.
  Derived &padded(StringView text, usize width) {
    this->text(text);
    return character(' ', text.size < width ? width - text.size : 0);
  }

private:
  Derived &self() { return static_cast<Derived &>(*this); }
};

// Always NUL-terminated. What does not fit is dropped, and truncated() says so.
class TextBuilder : public TextVerbs<TextBuilder> {
public:
  TextBuilder(char *buffer, usize capacity) : buffer_(buffer), capacity_(capacity) { clear(); }

  void append(const char *chars, usize count);
  void clear();

  const char *data() const { return buffer_; }
  usize size() const { return size_; }
  bool truncated() const { return truncated_; }
  StringView view() const { return StringView(buffer_, size_); }

private:
  char *buffer_;
  usize capacity_;
  usize size_ = 0;
  bool truncated_ = false;
};

} // namespace refsan

#endif // REFSAN_BASE_FORMAT_H
