//===- touched_pages_linux.cpp - which pages were ever touched ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/touched_pages.h"

#include "platform/memory.h"
#include "platform/syscall.h"

#include <fcntl.h>

namespace refsan {

namespace touched_pages {
constexpr u64 kPresent = u64(1) << 63, kSwapped = u64(1) << 62;
constexpr usize kAtOnce = 512;

// False: not told.
static bool find(long pagemap, usize first, bool *touched, usize pages) {
  u64 entries[kAtOnce];
  for (usize done = 0; done < pages;) {
    usize count = pages - done < kAtOnce ? pages - done : kAtOnce;
    long wanted = static_cast<long>(count * sizeof(u64));
    if (rawSyscall(SYS_pread64, pagemap, rawAddress(entries), wanted, static_cast<long>((first + done) * sizeof(u64))) != wanted)
      return false;
    for (usize i = 0; i < count; ++i)
      touched[done++] = entries[i] & (kPresent | kSwapped);
  }
  return true;
}

// Emulated systems may have the file, and say nothing true of this process: they would hide all blocks.
static bool isTrue(long pagemap) {
  volatile char here = 1;
  bool touched = false;
  return find(pagemap, reinterpret_cast<uptr>(&here) / kPageSize, &touched, 1) && touched;
}
} // namespace touched_pages

void findTouchedPages(const void *first, bool *touched, usize pages) {
  long pagemap = rawSyscall(SYS_openat, AT_FDCWD, rawAddress("/proc/self/pagemap"), O_RDONLY | O_CLOEXEC);
  bool told = pagemap >= 0 && touched_pages::isTrue(pagemap) &&
              touched_pages::find(pagemap, reinterpret_cast<uptr>(first) / kPageSize, touched, pages);
  if (pagemap >= 0)
    rawSyscall(SYS_close, pagemap);
  if (told)
    return;
  readingAll(first, pages * kPageSize);
  __builtin_memset(touched, true, pages);
}

} // namespace refsan
