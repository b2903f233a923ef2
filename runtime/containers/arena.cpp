//===- arena.cpp - memory that is given back at once ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See arena.h.
//
//===----------------------------------------------------------------------===//

#include "containers/arena.h"

#include "platform/memory.h"

#include <string.h>

namespace refsan {

// Untouched pages cost nothing, so chunks are large.
static constexpr usize kArenaChunk = 1 << 20;

bool Arena::addChunk(usize bytes) {
  usize size = bytes > kArenaChunk ? bytes : kArenaChunk;
  auto *chunk = static_cast<Chunk *>(mapPages(size));
  if (!chunk)
    return false;
  chunk->previous = last_;
  chunk->bytes = size;
  last_ = chunk;
  next_ = reinterpret_cast<uptr>(chunk + 1);
  end_ = reinterpret_cast<uptr>(chunk) + size;
  mapped_bytes_ += size;
  return true;
}

void *Arena::allocate(usize bytes, usize align) {
  uptr start = (next_ + align - 1) & ~(align - 1);
  if (start > end_ || end_ - start < bytes || !last_) {
    usize needed = bytes + sizeof(Chunk) + align;
    if (needed < bytes || !addChunk(needed)) {
      failed_ = true;
      return nullptr;
    }
    start = (next_ + align - 1) & ~(align - 1);
  }
  next_ = start + bytes;
  return reinterpret_cast<void *>(start);
}

const char *Arena::copyText(StringView text) {
  auto *copy = static_cast<char *>(allocate(text.size + 1, 1));
  if (copy && text.size)
    memcpy(copy, text.data, text.size); // the NUL is there: pages are zeroed
  return copy;
}

void Arena::release() {
  for (Chunk *chunk = last_; chunk;) {
    Chunk *previous = chunk->previous;
    unmapPages(chunk, chunk->bytes);
    chunk = previous;
  }
  last_ = nullptr;
  next_ = end_ = 0;
  mapped_bytes_ = 0;
  failed_ = false;
}

} // namespace refsan
