//===- arena.h - memory that is given back at once --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A bump allocator on pages, for what lives as long as the check or the process.
// One thread at a time; no libc call; constant-initialised, so that it may be a
// static object, and never destroyed by itself.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_CONTAINERS_ARENA_H
#define REFSAN_CONTAINERS_ARENA_H

#include "base/ints.h"
#include "base/strings.h"

namespace refsan {

class Arena {
public:
  constexpr Arena() = default;
  Arena(const Arena &) = delete;
  Arena &operator=(const Arena &) = delete;

  // Zeroed bytes, never moved. `align` is a power of two up to the page size.
  // Null when out of memory, and failed() from then on.
  void *allocate(usize bytes, usize align = 16);
  // `count` zeroed T's; no constructor runs.
  template <typename T> T *make(usize count = 1) {
    usize bytes;
    if (__builtin_mul_overflow(count, sizeof(T), &bytes))
      return fail<T>();
    return static_cast<T *>(allocate(bytes, alignof(T)));
  }
  // A NUL-terminated copy, or null.
  const char *copyText(StringView text);

  bool failed() const { return failed_; }
  // Bytes taken from the system.
  usize mappedBytes() const { return mapped_bytes_; }
  // Gives everything back; the arena can be used again.
  void release();

private:
  struct Chunk {
    Chunk *previous;
    usize bytes;
  };
  bool addChunk(usize bytes);
  template <typename T> T *fail() {
    failed_ = true;
    return nullptr;
  }

  Chunk *last_ = nullptr;
  uptr next_ = 0;
  uptr end_ = 0;
  usize mapped_bytes_ = 0;
  bool failed_ = false;
};

} // namespace refsan

#endif // REFSAN_CONTAINERS_ARENA_H
