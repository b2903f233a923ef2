//===- text_layout.h - columns, colours, counts -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the parts of the text report share. Colours are SGR sequences, or nothing.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_TEXT_LAYOUT_H
#define REFSAN_REPORT_TEXT_LAYOUT_H

#include "containers/writer.h"
#include "report/model.h"
#include "report/render.h"

namespace refsan {

// Columns that UTF-8 text takes on a terminal, its control characters as \x1b.
usize columnsOf(StringView text);

class TextOutput {
public:
  TextOutput(const TextStyle &style, const char *cwd, Writer &out) : style_(style), cwd_(cwd), out_(out) {}

  const TextStyle &style() const { return style_; }

  // Appends to the line.
  TextOutput &text(StringView text);
  TextOutput &bold(StringView text);
  TextOutput &red(StringView text);
  TextOutput &dim(StringView text);
  TextOutput &number(u64 value);
  // "1 object", "2 objects"
  TextOutput &count(u64 value, StringView singular, StringView plural);
  TextOutput &bytes(u64 value) { return count(value, "byte", "bytes"); }
  // "src/leaky.rs:13:13 in leaky::make", as far as known; relative to the
  // process's directory, or to where cargo keeps crates.
  TextOutput &place(const Place &place);
  TextOutput &location(const Place &place); // the same without the function
  TextOutput &function(StringView name);    // without what only symbols say
  // Spaces up to a column, at least two if anything stands on the line.
  TextOutput &column(usize column);
  TextOutput &endLine();
  // A dimmed line with what the source says there, if that can be read.
  void quote(StringView before, const Place &place, usize at_column);

private:
  TextOutput &colored(const char *sgr, StringView text);

  const TextStyle &style_;
  const char *cwd_;
  Writer &out_;
  usize column_ = 0;
};

} // namespace refsan

#endif // REFSAN_REPORT_TEXT_LAYOUT_H
