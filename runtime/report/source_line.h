//===- source_line.h - a line of the user's source --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads one line of a source file, for quoting. A missing file is no error.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_SOURCE_LINE_H
#define REFSAN_REPORT_SOURCE_LINE_H

#include "base/strings.h"

namespace refsan {

// Line `line` (from 1) of the file, trimmed and cut to fit `out`; empty: no such
// file or line. Relative paths are relative to the current directory.
StringView readSourceLine(const char *path, u32 line, char *out, usize size);

} // namespace refsan

#endif // REFSAN_REPORT_SOURCE_LINE_H
