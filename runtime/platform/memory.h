//===- memory.h - pages from the operating system ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages that are not on the user's heap. Any thread, async-signal-safe, keeps errno.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_MEMORY_H
#define REFSAN_PLATFORM_MEMORY_H

#include "base/ints.h"

namespace refsan {

constexpr usize kPageSize = 4096;

// Zeroed, private, read-write pages; no swap is reserved and no memory used
// before a page is touched. Bytes are rounded up to pages. Null: out of memory.
void *mapPages(usize bytes);
// The same where few of the pages will be touched, here and there: large ones would be a waste.
void *mapSparsePages(usize bytes);
void unmapPages(void *pages, usize bytes);
// The same pages, perhaps at another address, with room for more; new pages are
// zeroed. Null: out of memory, the old ones are still there.
void *growPages(void *pages, usize old_bytes, usize new_bytes);

// Whether memory has been refused since the start, by one of these or, as
// noteRefusedMemory() was told, elsewhere: something will be missing.
bool memoryWasRefused();
void noteRefusedMemory();

// Addresses for pages that usePages() makes usable, any number of times from the
// start on. False: out of memory. unmapPages() gives all back.
void *reservePages(usize bytes);
bool usePages(void *pages, usize bytes);

// All of [pages, pages + bytes) will be read once: saves a fault for each page
// that was never touched, and takes no memory for it. `pages`: a page's start.
void readingAll(const void *pages, usize bytes);

// Most of [pages, pages + bytes) will be written: the system may back it with large
// pages, which take one fault in place of hundreds.
void preferLargePages(void *pages, usize bytes);

// Copies bytes from another place of this process without faulting: false, and
// `to` undefined, if any byte of [from, from + bytes) cannot be read.
bool readMemory(uptr from, void *to, usize bytes);
// The same of memory that the process may not read by itself, as a debugger does it.
bool readProtectedMemory(uptr from, void *to, usize bytes);

} // namespace refsan

#endif // REFSAN_PLATFORM_MEMORY_H
