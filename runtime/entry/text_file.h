//===- text_file.h - a whole file as text -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For files that the options name. Pages of its own; no libc.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_TEXT_FILE_H
#define REFSAN_ENTRY_TEXT_FILE_H

#include "base/strings.h"
#include "containers/vector.h"

namespace refsan {

class TextFile {
public:
  // 0, or an errno; files of more than 64 MiB are refused.
  int read(const char *path);
  StringView text() const { return StringView(bytes_.data(), bytes_.size()).from(begin_); }
  void release() { bytes_.release(); }

private:
  Vector<char> bytes_;
  usize begin_ = 0; // of the text
};

// "cannot read baseline 'x': No such file or directory", and the config is bad.
void sayUnreadable(const char *option, const char *path, int error, const char *advice = "");

} // namespace refsan

#endif // REFSAN_ENTRY_TEXT_FILE_H
