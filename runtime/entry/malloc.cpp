//===- malloc.cpp - the malloc family's symbols -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What code that is not instrumented calls (libraries, operator new, std). All
// are weak: see link_names.h. Semantics are glibc's, by heap.h.
//
//===----------------------------------------------------------------------===//

#include "entry/allocation.h"
#include "entry/link_names.h"

#include <errno.h>

#define REFSAN_SYMBOL extern "C" __attribute__((weak, visibility("default")))

namespace refsan::malloc_family {
// A block that a library asked for, as instrumented code does itself.
inline void *clearedBuffer(void *block, usize size) {
  constexpr usize kLeastBuffer = 512; // smaller ones are filled at once, mostly
  if (__builtin_expect(size >= kLeastBuffer && block && !thread_locals.announced.frame, 0))
    clearGrowth(block, 0, size);
  return block;
}
} // namespace refsan::malloc_family
using refsan::malloc_family::clearedBuffer;

REFSAN_SYMBOL void *malloc(size_t size) {
  return refsan::noteAllocation(clearedBuffer(refsan::heapMalloc(size), size), size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *calloc(size_t count, size_t size) {
  return refsan::noteAllocation(refsan::heapCalloc(count, size), count * size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *realloc(void *block, size_t size) {
  using namespace refsan;
  Announcement announced = thread_locals.announced;
  thread_locals.announced.frame = 0;
  if (announced.frame && size == announced.size)
    return reallocate(block, size, announced.site, announced.frame);
  return reallocate(block, size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *reallocarray(void *block, size_t count, size_t size) {
  if (__builtin_mul_overflow(count, size, &size)) {
    errno = ENOMEM;
    return nullptr;
  }
  return refsan::reallocate(block, size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *aligned_alloc(size_t align, size_t size) {
  return refsan::noteAllocation(clearedBuffer(refsan::heapMemalign(align, size), size), size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *memalign(size_t align, size_t size) {
  return refsan::noteAllocation(clearedBuffer(refsan::heapMemalign(align, size), size), size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL int posix_memalign(void **out, size_t align, size_t size) {
  int error = refsan::alignedBlock(out, align, size);
  if (!error)
    refsan::noteAllocation(clearedBuffer(*out, size), size, nullptr, REFSAN_FRAME);
  return error;
}

REFSAN_SYMBOL void *valloc(size_t size) {
  return refsan::noteAllocation(refsan::heapValloc(size), size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *pvalloc(size_t size) {
  return refsan::noteAllocation(refsan::heapPvalloc(size), size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void free(void *block) {
  using namespace refsan;
  if (!block)
    return;
  Recorder *recorder = thread_locals.recorder;
  uptr address = reinterpret_cast<uptr>(block);
  usize size;
  if (__builtin_expect(!recorder || !forgetBlockQuickly(address, &size), 0))
    return freeSlowly(block);
  if (__builtin_expect(countFree(*recorder, address, size), 0))
    return freeAndFold(block);
  if (__builtin_expect(__atomic_load_n(&retains_in_use, __ATOMIC_RELAXED), 0))
    return freeCounted(block);
  heapFree(block);
}

// Only old binaries call it.
REFSAN_SYMBOL void cfree(void *block) { free(block); }

REFSAN_SYMBOL size_t malloc_usable_size(void *block) {
  using namespace refsan;
  if (!block)
    return 0;
  usize added = widenBlock(reinterpret_cast<uptr>(block));
  if (Recorder *recorder = currentRecorder())
    recorder->live_bytes += static_cast<i64>(added);
  return heapUsable(reinterpret_cast<uptr>(block));
}
