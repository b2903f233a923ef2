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
    if (rawSyscall(SYS_pread64, pagemap, rawAddress(entries), wanted,
                   static_cast<long>((first + done) * sizeof(u64))) != wanted)
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

void TouchedPages::open() {
  close();
  pagemap_ = rawSyscall(SYS_openat, AT_FDCWD, rawAddress("/proc/thread-self/pagemap"), O_RDONLY | O_CLOEXEC);
  if (pagemap_ >= 0 && !touched_pages::isTrue(pagemap_))
    close();
}

void TouchedPages::close() {
  if (pagemap_ >= 0)
    rawSyscall(SYS_close, pagemap_);
  pagemap_ = -1;
}

bool TouchedPages::mayBeTouched(uptr page, Window &window) const {
  if (!areKnown())
    return true;
  constexpr usize kWindow = 8 * sizeof(window.touched);
  if (page - window.first >= kWindow) {
    bool touched[kWindow];
    bool told = touched_pages::find(pagemap_, page, touched, kWindow);
    window = {page, {}};
    for (usize i = 0; i < kWindow; ++i)
      window.touched[i / 64] |= u64(!told || touched[i]) << i % 64;
  }
  usize bit = page - window.first;
  return window.touched[bit / 64] >> bit % 64 & 1;
}

uptr TouchedPages::firstTouched(uptr begin, uptr end, Window &window) const {
  while (begin < end && !mayBeTouched(begin / kPageSize, window))
    begin = (begin / kPageSize + 1) * kPageSize;
  return begin < end ? begin : end;
}

uptr TouchedPages::firstUntouched(uptr begin, uptr end, Window &window) const {
  if (!areKnown())
    return end;
  while (begin < end && mayBeTouched(begin / kPageSize, window))
    begin = (begin / kPageSize + 1) * kPageSize;
  return begin < end ? begin : end;
}

void findTouchedPages(const void *first, bool *touched, usize pages) {
  TouchedPages asked;
  TouchedPages::Window window;
  asked.open();
  uptr begin = reinterpret_cast<uptr>(first);
  if (!asked.areKnown())
    readingAll(first, pages * kPageSize);
  for (usize i = 0; i < pages; ++i)
    touched[i] = asked.mayBeTouched(begin / kPageSize + i, window);
  asked.close();
}

} // namespace refsan
