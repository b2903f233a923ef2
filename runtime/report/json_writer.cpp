//===- json_writer.cpp - well-formed JSON ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/json_writer.h"

namespace refsan {
void JsonWriter::separate() {
  if (!first_ && !after_key_)
    out_.character(',');
  first_ = false;
  after_key_ = false;
}

JsonWriter &JsonWriter::key(const char *name) {
  separate();
  quote(name);
  out_.character(':');
  after_key_ = true;
  return *this;
}

void JsonWriter::begin(char bracket) {
  separate();
  out_.character(bracket);
  first_ = true;
}

void JsonWriter::end(char bracket) {
  out_.character(bracket);
  first_ = false;
}

void JsonWriter::null() {
  separate();
  out_.text("null");
}

void JsonWriter::text(const char *value) {
  if (!value)
    return null();
  separate();
  quote(value);
}

void JsonWriter::number(u64 value) {
  separate();
  out_.decimal(value);
}

void JsonWriter::signedNumber(i64 value) {
  separate();
  out_.signedDecimal(value);
}

void JsonWriter::numberOrNull(u64 value, bool known) { known ? number(value) : null(); }

void JsonWriter::boolean(bool value) {
  separate();
  out_.text(value ? "true" : "false");
}

void JsonWriter::hex(u64 value) {
  separate();
  out_.character('"').hex(value, 16).character('"');
}

void JsonWriter::quote(StringView text) {
  out_.character('"');
  while (!text.empty()) {
    usize size = utf8Size(text);
    char c = text[0];
    if (size == 0)
      out_.text("\\ufffd");
    else if (c == '"' || c == '\\')
      out_.character('\\').character(c);
    else if (c == '\n')
      out_.text("\\n");
    else if (c == '\t')
      out_.text("\\t");
    else if (static_cast<u8>(c) < 0x20 || c == 0x7f)
      out_.text("\\u").hex(static_cast<u8>(c), 4);
    else
      out_.text(text.from(0, size));
    text = text.from(size ? size : 1);
  }
  out_.character('"');
}

} // namespace refsan
