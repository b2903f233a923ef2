//===- source_line.cpp - a line of the user's source ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/source_line.h"

#include "platform/files.h"

namespace refsan {

StringView readSourceLine(const char *path, u32 line, char *out, usize size) {
  int fd = path && line ? openForReading(path) : -1;
  if (fd < 0)
    return {};
  char buffer[4096];
  u32 at = 1;
  usize filled = 0;
  bool blank = true; // leading blanks do not take room
  for (i64 got; at <= line && (got = readSome(fd, buffer, sizeof buffer)) > 0;)
    for (i64 i = 0; i < got && at <= line; ++i) {
      char c = buffer[i];
      if (c == '\n') {
        ++at;
      } else if (at == line && !(blank && (c == ' ' || c == '\t')) && filled < size) {
        blank = false;
        out[filled++] = c == '\t' ? ' ' : c;
      }
    }
  closeFile(fd);
  while (filled > 0 && (out[filled - 1] & 0xc0) == 0x80 && filled == size)
    --filled; // not a half character at the cut
  return trim(StringView(out, filled));
}

} // namespace refsan
