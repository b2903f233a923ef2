//===- heap.h - the allocator under the runtime -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The malloc family's names belong to the runtime; glibc exports its allocator
// by these as well, in the shared and the static library. Semantics and errno
// are glibc's. Its blocks start at multiples of 16, 32 bytes apart at least;
// the next block after one of 56 usable bytes or more is 64 bytes on.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_HEAP_H
#define REFSAN_PLATFORM_HEAP_H

#include "base/ints.h"

extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t align, size_t size);
void *__libc_valloc(size_t size);
void *__libc_pvalloc(size_t size);
void __libc_free(void *block);
}

namespace refsan {

inline void *heapMalloc(usize size) { return __libc_malloc(size); }
inline void *heapCalloc(usize count, usize size) { return __libc_calloc(count, size); }
inline void *heapRealloc(void *block, usize size) { return __libc_realloc(block, size); }
inline void *heapMemalign(usize align, usize size) { return __libc_memalign(align, size); }
inline void *heapValloc(usize size) { return __libc_valloc(size); }
inline void *heapPvalloc(usize size) { return __libc_pvalloc(size); }
inline void heapFree(void *block) { __libc_free(block); }

// The size of a block's chunk less its own header word, by the word of size and
// flags before the block. Constant while the block is not reallocated, and never
// less than what may be used of it. Not null.
inline uptr sizeWordOf(uptr block) { return block - sizeof(usize); }
inline usize heapSpanIn(usize word) {
  constexpr usize kFlags = 7;
  return (word & ~kFlags) - sizeof(usize);
}
inline usize heapSpan(uptr block) { return heapSpanIn(*reinterpret_cast<const usize *>(sizeWordOf(block))); }

// How many bytes of a block (not null) may be used: what malloc_usable_size says.
inline usize heapUsable(uptr block) {
  constexpr usize kMapped = 2; // from the system by itself: a longer header
  return heapSpan(block) - (reinterpret_cast<const usize *>(block)[-1] & kMapped ? sizeof(usize) : 0);
}

} // namespace refsan

#endif // REFSAN_PLATFORM_HEAP_H
