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

namespace refsan {

void *reallocate(void *block, usize size, const refsan_site *site, uptr frame) {
  Recorder *state = recordingState();
  uptr old = reinterpret_cast<uptr>(block);
  if (!block || !state) {
    // A block that is grown while nothing is recorded is not known any more.
    usize ignored;
    if (block)
      forgetBlock(old, &ignored);
    return block ? heapRealloc(block, size) : noteAllocation(heapMalloc(size), size, site, frame);
  }
  enterRealloc(*state);
  usize old_size = 0;
  u32 context = forgetBlock(old, &old_size);
  void *result = heapRealloc(block, size);
  if (!result) {
    if (context && size)
      recordBlock(old, old_size, heapUsable(old), context);
    else if (context)
      countFree(*state, old, old_size);
    if (!size)
      forgetReferences(old);
    leaveRealloc(*state);
    return result;
  }
  if (context) {
    state->last_block = 0; // not temporary: it lives on
    countFree(*state, old, old_size);
  }
  uptr moved = reinterpret_cast<uptr>(result);
  if (moved != old) {
    forgetReferences(old);
    moveHandles(old, moved, old_size < size ? old_size : size);
  }
  recordAllocation(*state, moved, size, site, frame);
  leaveRealloc(*state);
  return result;
}

int alignedBlock(void **out, usize align, usize size) {
  if (align % sizeof(void *) != 0 || align == 0 || (align & (align - 1)) != 0)
    return EINVAL;
  void *block = heapMemalign(align, size);
  if (!block)
    return ENOMEM;
  *out = block;
  return 0;
}

} // namespace refsan

#define REFSAN_SYMBOL extern "C" __attribute__((weak, visibility("default")))

REFSAN_SYMBOL void *malloc(size_t size) { return refsan::noteSymbol(refsan::heapMalloc(size), size, REFSAN_FRAME); }

REFSAN_SYMBOL void *calloc(size_t count, size_t size) {
  return refsan::noteSymbol(refsan::heapCalloc(count, size), count * size, REFSAN_FRAME);
}

REFSAN_SYMBOL void *realloc(void *block, size_t size) {
  const refsan_site *site = nullptr;
  refsan::uptr frame = REFSAN_FRAME;
  refsan::usize asked = size;
  refsan::takeAnnouncement(asked, site, frame);
  return refsan::reallocate(block, size, site, frame);
}

REFSAN_SYMBOL void *reallocarray(void *block, size_t count, size_t size) {
  if (__builtin_mul_overflow(count, size, &size)) {
    errno = ENOMEM;
    return nullptr;
  }
  return refsan::reallocate(block, size, nullptr, REFSAN_FRAME);
}

REFSAN_SYMBOL void *aligned_alloc(size_t align, size_t size) {
  return refsan::noteSymbol(refsan::heapMemalign(align, size), size, REFSAN_FRAME);
}

REFSAN_SYMBOL void *memalign(size_t align, size_t size) {
  return refsan::noteSymbol(refsan::heapMemalign(align, size), size, REFSAN_FRAME);
}

REFSAN_SYMBOL int posix_memalign(void **out, size_t align, size_t size) {
  int error = refsan::alignedBlock(out, align, size);
  if (!error)
    refsan::noteSymbol(*out, size, REFSAN_FRAME);
  return error;
}

REFSAN_SYMBOL void *valloc(size_t size) { return refsan::noteSymbol(refsan::heapValloc(size), size, REFSAN_FRAME); }

REFSAN_SYMBOL void *pvalloc(size_t size) { return refsan::noteSymbol(refsan::heapPvalloc(size), size, REFSAN_FRAME); }

REFSAN_SYMBOL void free(void *block) {
  if (!block)
    return;
  refsan::Recorder *state = refsan::recordingState();
  refsan::uptr address = reinterpret_cast<refsan::uptr>(block);
  refsan::usize size;
  if (__builtin_expect(refsan::forgetBlock(address, &size) && state, 1))
    refsan::countFree(*state, address, size);
  refsan::forgetReferences(address);
  refsan::heapFree(block);
}

REFSAN_SYMBOL void cfree(void *block) { free(block); }

REFSAN_SYMBOL size_t malloc_usable_size(void *block) {
  if (!block)
    return 0;
  refsan::usize added = refsan::widenBlock(reinterpret_cast<refsan::uptr>(block));
  if (refsan::Recorder *state = refsan::recordingState())
    state->live_bytes += static_cast<refsan::i64>(added);
  return refsan::heapUsable(reinterpret_cast<refsan::uptr>(block));
}
