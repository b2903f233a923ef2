//===- allocator_api.cpp - what programs call by allocator_interface.h ----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sanitizers' questions about the heap, answered by the blocks' records: what was
// allocated while nothing is recorded is nobody's. Any thread; a block that
// another thread frees meanwhile may still be told. Weak: as in user_api.cpp.
//
//===----------------------------------------------------------------------===//

#include "platform/memory.h"
#include "record/blocks.h"
#include "record/thread_state.h"

#include <malloc.h>

#define SANITIZER_API extern "C" __attribute__((weak, visibility("default")))

namespace refsan::allocator_api {

constexpr usize kGranule = usize(1) << kGranuleBits;

// The granule up to this one in which a block is filed, within one leaf; false: none is.
static bool findFiled(uptr *granule) {
  const u32 *first = blockWord(*granule & ~((uptr(1) << kLeafBits) - 1)), *word = blockWord(*granule);
  constexpr usize kAtOnce = 16;
  for (u32 any = 0; usize(word - first) >= kAtOnce && !*word; word -= any ? 1 : kAtOnce) {
    any = 0;
    for (usize i = 0; i < kAtOnce; i++)
      any |= word[-static_cast<i64>(i)];
  }
  while (word > first && !*word)
    word--;
  *granule = (*granule & ~((uptr(1) << kLeafBits) - 1)) + static_cast<usize>(word - first) * kGranule;
  return *word;
}

static bool isTable(uptr p) { return block_leaves && !(p >> kUserAddressBits); }

// The live block that p points to or into.
static bool blockAround(uptr p, Block *out) {
  constexpr u32 kMostLeaves = 1 << 12; // 64 GiB
  uptr granule = p & ~(kGranule - 1);
  char byte; // of memory that is gone there may be a long way to the block before
  if (!isTable(p) || !readMemory(p, &byte, sizeof(byte)))
    return false;
  for (u32 left = kMostLeaves; left;) {
    if (!blockWord(granule) || !findFiled(&granule)) {
      uptr leaf = granule & ~((uptr(1) << kLeafBits) - 1);
      if (!leaf)
        return false;
      granule = leaf - kGranule;
      left--;
      continue;
    }
    for (uptr start = granule + 16; start >= granule; start -= 16)
      if (start <= p && blockAt(start, out))
        return p == start || p - start < out->size;
    granule -= kGranule; // it starts behind p, or the word is a block's slack
  }
  return false;
}

static bool blockOf(const volatile void *p, Block *out) {
  return isTable(reinterpret_cast<uptr>(p)) && blockAt(reinterpret_cast<uptr>(p), out);
}

} // namespace refsan::allocator_api

SANITIZER_API int __sanitizer_get_ownership(const volatile void *p) {
  refsan::Block block;
  return refsan::allocator_api::blockOf(p, &block);
}

SANITIZER_API size_t __sanitizer_get_allocated_size(const volatile void *p) {
  refsan::Block block;
  return refsan::allocator_api::blockOf(p, &block) ? block.size : 0;
}

SANITIZER_API size_t __sanitizer_get_allocated_size_fast(const volatile void *p) {
  return __sanitizer_get_allocated_size(p);
}

SANITIZER_API const void *__sanitizer_get_allocated_begin(const void *p) {
  refsan::Block block;
  return refsan::allocator_api::blockAround(reinterpret_cast<refsan::uptr>(p), &block)
             ? reinterpret_cast<const void *>(block.address)
             : nullptr;
}

SANITIZER_API size_t __sanitizer_get_estimated_allocated_size(size_t size) { return size; }
SANITIZER_API size_t __sanitizer_get_current_allocated_bytes() { return refsan::sumCounters().live_bytes; }

// These three are about the memory that glibc has from the system.
SANITIZER_API size_t __sanitizer_get_heap_size() {
  struct mallinfo2 info = mallinfo2();
  return info.arena + info.hblkhd;
}
SANITIZER_API size_t __sanitizer_get_free_bytes() { return mallinfo2().fordblks; }
SANITIZER_API void __sanitizer_purge_allocator() { malloc_trim(0); }
SANITIZER_API size_t __sanitizer_get_unmapped_bytes() { return 0; }

// None is installed: who asks at each allocation whether there are hooks is slower for it.
SANITIZER_API int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, size_t),
                                                            void (*)(const volatile void *)) {
  return 0;
}
