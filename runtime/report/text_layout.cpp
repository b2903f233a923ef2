//===- text_layout.cpp - columns, colours, counts -------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/text_layout.h"

#include "report/fetched.h"
#include "report/function_name.h"
#include "report/source_line.h"

namespace refsan {

usize columnsOf(StringView text) {
  usize columns = 0;
  for (usize at = 0; at < text.size;) {
    usize controls = controlPrefix(text.from(at));
    columns += controls ? 4 * controls : 1;
    at += controls ? controls : utf8Size(text.from(at));
  }
  return columns;
}

TextOutput &TextOutput::text(StringView text) {
  out_.visible(text);
  column_ += columnsOf(text);
  return *this;
}

TextOutput &TextOutput::colored(const char *sgr, StringView text) {
  if (style_.color)
    out_.text("\x1b[").text(sgr).text("m");
  this->text(text);
  if (style_.color)
    out_.text("\x1b[0m");
  return *this;
}

TextOutput &TextOutput::bold(StringView text) { return colored("1", text); }
TextOutput &TextOutput::red(StringView text) { return colored("1;31", text); }
TextOutput &TextOutput::dim(StringView text) { return colored("2", text); }

TextOutput &TextOutput::number(u64 value) {
  char digits[kMaxDigits];
  return text(StringView(digits, formatDecimal(value, digits)));
}

TextOutput &TextOutput::count(u64 value, StringView singular, StringView plural) {
  return number(value).text(" ").text(value == 1 ? singular : plural);
}

TextOutput &TextOutput::location(const Place &place) {
  StringView file = place.file, cwd = cwd_;
  bool inside = cwd.size > 1 && startsWith(file, cwd) && file.size > cwd.size + 1 && file[cwd.size] == '/';
  text(inside ? file.from(cwd.size + 1) : withinCrates(file));
  if (place.line)
    text(":").number(place.line);
  if (place.line && place.column)
    text(":").number(place.column);
  return *this;
}

TextOutput &TextOutput::place(const Place &place) {
  if (place.file)
    location(place);
  if (place.function)
    text(place.file ? " in " : "").function(place.function);
  return *this;
}

TextOutput &TextOutput::function(StringView name) {
  FunctionName parts(name);
  for (StringView part; parts.next(part);)
    text(part);
  return *this;
}

TextOutput &TextOutput::column(usize column) {
  usize spaces = column > column_ + 1 ? column - column_ : column_ ? 2 : 0;
  for (; spaces > 0; --spaces)
    text(" ");
  return *this;
}

TextOutput &TextOutput::endLine() {
  out_.character('\n');
  column_ = 0;
  return *this;
}

void TextOutput::quote(StringView before, const Place &place, usize at_column) {
  char buffer[96];
  StringView line = style_.quote_source ? readSourceLine(place.file, place.line, buffer, sizeof buffer) : StringView();
  if (line.empty())
    return;
  text(before).column(at_column).dim(line).endLine();
}

} // namespace refsan
