//===- json_writer.h - well-formed JSON -------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes JSON value by value: commas, quotes and escapes are its matter, the
// order of calls is the caller's. Texts that are not UTF-8 come out as valid
// JSON with replacement characters.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_JSON_WRITER_H
#define REFSAN_REPORT_JSON_WRITER_H

#include "containers/writer.h"

namespace refsan {

class JsonWriter {
public:
  explicit JsonWriter(Writer &out) : out_(out) {}

  JsonWriter &key(const char *name); // then a value
  void beginObject() { begin('{'); }
  void endObject() { end('}'); }
  void beginArray() { begin('['); }
  void endArray() { end(']'); }
  void text(const char *value); // null: null
  void number(u64 value);
  void signedNumber(i64 value);
  void numberOrNull(u64 value, bool known);
  void boolean(bool value);
  void hex(u64 value); // as a text of 16 digits
  void null();

private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void quote(StringView text);

  Writer &out_;
  bool first_ = true; // in the innermost object or array
  bool after_key_ = false;
};

} // namespace refsan

#endif // REFSAN_REPORT_JSON_WRITER_H
