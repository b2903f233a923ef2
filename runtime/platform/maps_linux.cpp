//===- maps_linux.cpp - /proc/self/maps -----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See maps.h.
//
//===----------------------------------------------------------------------===//

#include "platform/maps.h"

#include "platform/files.h"

#include <string.h>

namespace refsan {

// "7f00-7f10 rw-p 00000000 08:01 1234   /path"
bool parseMapping(StringView line, Mapping &mapping) {
  StringView address, permissions, skipped;
  if (!nextPart(line, ' ', address) || !nextPart(line, ' ', permissions) || permissions.size < 3)
    return false;
  for (int i = 0; i < 3; ++i)
    nextPart(line, ' ', skipped);
  usize dash = findChar(address, '-');
  u64 begin, end;
  if (dash == kNotFound || !parseHex(address.from(0, dash), begin) || !parseHex(address.from(dash + 1), end))
    return false;
  mapping.range = {begin, end};
  mapping.readable = permissions[0] == 'r';
  mapping.writable = permissions[1] == 'w';
  mapping.executable = permissions[2] == 'x';
  mapping.name = trim(line);
  return true;
}

// The process's are empty once its first thread has ended.
static int openMappings() {
  int fd = openForReading("/proc/thread-self/maps");
  return fd < 0 ? openForReading("/proc/self/maps") : fd;
}

bool forEachMapping(bool (*visit)(const Mapping &mapping, void *arg), void *arg) {
  int fd = openMappings();
  if (fd < 0)
    return false;
  char line[400];
  usize size = 0; // of what is in `line`; the rest of a longer line is skipped
  char chunk[4096];
  i64 got;
  bool wanted = true;
  while (wanted && (got = readSome(fd, chunk, sizeof(chunk))) > 0)
    for (i64 i = 0; wanted && i < got; ++i) {
      if (chunk[i] != '\n') {
        if (size < sizeof(line))
          line[size++] = chunk[i];
        continue;
      }
      Mapping mapping;
      if (parseMapping(StringView(line, size), mapping))
        wanted = visit(mapping, arg);
      size = 0;
    }
  closeFile(fd);
  return true;
}

Range mappingAround(uptr p) {
  struct Search {
    uptr p;
    Range found;
  } search = {p, {}};
  forEachMapping(
      [](const Mapping &mapping, void *arg) {
        auto *search = static_cast<Search *>(arg);
        if (mapping.readable && mapping.range.contains(search->p))
          search->found = mapping.range;
        return mapping.range.end <= search->p;
      },
      &search);
  return search.found;
}

} // namespace refsan
