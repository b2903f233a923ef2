//===- mappings_linux.cpp - the mappings of /proc/self/maps ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See mappings.h.
//
//===----------------------------------------------------------------------===//

#include "platform/mappings.h"

#include "base/strings.h"
#include "platform/files.h"

namespace refsan {
namespace {

// "55d0c0a00000-55d0c0a21000 rw-p 00000000 00:00 0    [heap]"
bool parseMapping(StringView line, Range &range, bool &readable) {
  usize dash = findChar(line, '-');
  usize space = findChar(line, ' ');
  u64 begin, end;
  if (dash == kNotFound || space == kNotFound || dash > space || space + 1 >= line.size ||
      !parseHex(line.from(0, dash), begin) || !parseHex(line.from(dash + 1, space - dash - 1), end))
    return false;
  range = {begin, end};
  readable = line[space + 1] == 'r';
  return true;
}

} // namespace

bool forEachMapping(void (*visit)(Range range, bool readable, void *arg), void *arg) {
  int fd = openForReading("/proc/self/maps");
  if (fd < 0)
    return false;
  char buffer[8192];
  usize filled = 0;
  bool good = true;
  while (good) {
    i64 got = readSome(fd, buffer + filled, sizeof buffer - filled);
    if (got <= 0) {
      good = got == 0 && filled == 0;
      break;
    }
    filled += static_cast<usize>(got);
    usize used = 0;
    for (usize end; good && (end = findChar(StringView(buffer, filled), '\n', used)) != kNotFound; used = end + 1) {
      Range range;
      bool readable;
      good = parseMapping(StringView(buffer + used, end - used), range, readable);
      if (good)
        visit(range, readable, arg);
    }
    good = good && used > 0; // a line longer than the buffer
    __builtin_memmove(buffer, buffer + used, filled - used);
    filled -= used;
  }
  closeFile(fd);
  return good;
}

} // namespace refsan
