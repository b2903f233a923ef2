//===- global_allocator.cpp - an allocator that a Rust program defines ----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One that takes its blocks from malloc needs no help. Others (jemalloc, an arena)
// hand out memory that nothing is known of: theirs is asked for and given back as
// the program does, so that their counts are right, but a block of malloc's stands
// for it. Where the other one lies is written behind what the program uses.
//
//===----------------------------------------------------------------------===//

#include "entry/allocation.h"
#include "record/ignored.h"
#include "record/substitutes.h"

#include <stdlib.h>
#include <string.h>

namespace refsan {
namespace global_allocator {

constexpr usize kMallocAlign = 16;

// May a wrapper have put the block, with something of its own around it, into a block of malloc's?
static bool isAround(const Block &malloced, uptr block, usize size) {
  constexpr usize kMostAround = 256;
  uptr end = malloced.address + malloced.size;
  return block >= malloced.address && block + size <= end && malloced.size - size <= kMostAround;
}

static bool isMallocs(void *block, usize size) {
  uptr address = reinterpret_cast<uptr>(block);
  Block malloced;
  return thread_locals.announced.block == block ||
         (blockAt(startOfBlock(address), &malloced) && isAround(malloced, address, size));
}

static uptr *hiddenWord(uptr block) { return reinterpret_cast<uptr *>(block + heapUsable(block) - sizeof(uptr)); }

// A block of malloc's for what the program's own allocator returned.
static void *substitute(void *own, usize size, usize align, uptr frame) {
  usize all = size + sizeof(uptr);
  void *block = all < size ? nullptr : align <= kMallocAlign ? heapMalloc(all) : heapMemalign(align, all);
  if (!block || !noteSubstitute(reinterpret_cast<uptr>(block))) {
    heapFree(block);
    return nullptr;
  }
  *hiddenWord(reinterpret_cast<uptr>(block)) = reinterpret_cast<uptr>(own);
  return noteAllocation(block, size, nullptr, frame);
}

// What the program's allocator allocated for itself is not what was announced.
static void keepAnnounced(const Announcement &announced) {
  if (announced.frame && !thread_locals.announced.block)
    thread_locals.announced = announced;
}

// Chunks that the program's allocator cuts its blocks from are its own affair.
static void ignoreChunk(void *own) {
  Block chunk;
  if (blockAt(startOfBlock(reinterpret_cast<uptr>(own)), &chunk) && !isIgnored(*chunk.context))
    ignoreBlock(chunk.address);
}

static void *allocate(usize size, usize align, void *fn, uptr frame) {
  bool by_user = thread_locals.announced.frame; // instrumented code called, which records what it gets
  if (!by_user)
    announce(size, size, frame);
  Announcement announced = thread_locals.announced;
  void *own = reinterpret_cast<void *(*)(usize, usize)>(fn)(size, align), *block = own;
  if (own && !isMallocs(own, size)) {
    ignoreChunk(own);
    keepAnnounced(announced);
    block = substitute(own, size, align, frame);
    block = block ? block : own;
  }
  return by_user ? block : noteAnnounced(block, nullptr, frame);
}

static void *move(void *from, usize old_size, void *own, usize size, usize align, uptr frame) {
  void *block = substitute(own, size, align, frame);
  block = block ? block : own;
  usize kept = old_size < size ? old_size : size;
  if (block != from)
    memcpy(block, from, kept);
  moveHandles(reinterpret_cast<uptr>(from), reinterpret_cast<uptr>(block), kept);
  return block;
}

} // namespace global_allocator
} // namespace refsan

REFSAN_ENTRY void *__refsan_global_alloc(refsan_usize size, refsan_usize align, void *fn) {
  void *block = refsan::global_allocator::allocate(size, align, fn, REFSAN_FRAME);
  __asm__ volatile("" : "+r"(block)); // no tail call: the frame is read in there
  return block;
}

REFSAN_ENTRY void *__refsan_global_alloc_zeroed(refsan_usize size, refsan_usize align, void *fn) {
  void *block = refsan::global_allocator::allocate(size, align, fn, REFSAN_FRAME);
  if (block && refsan::isSubstitute(reinterpret_cast<refsan::uptr>(block)))
    memset(block, 0, size);
  return block;
}

REFSAN_ENTRY void __refsan_global_dealloc(void *block, refsan_usize size, refsan_usize align, void *fn) {
  using namespace refsan;
  using namespace refsan::global_allocator;
  auto *release = reinterpret_cast<void (*)(void *, usize, usize)>(fn);
  uptr address = reinterpret_cast<uptr>(block);
  if (!forgetSubstitute(address))
    return release(block, size, align);
  release(reinterpret_cast<void *>(*hiddenWord(address)), size, align);
  freeSlowly(block);
}

REFSAN_ENTRY void *__refsan_global_realloc(void *block, refsan_usize size, refsan_usize align, refsan_usize new_size,
                                           void *fn) {
  using namespace refsan;
  using namespace refsan::global_allocator;
  auto *resize = reinterpret_cast<void *(*)(void *, usize, usize, usize)>(fn);
  uptr address = reinterpret_cast<uptr>(block);
  Announcement announced = thread_locals.announced;
  bool substituted = isSubstitute(address);
  void *own = resize(substituted ? reinterpret_cast<void *>(*hiddenWord(address)) : block, size, align, new_size);
  if (!own || (!substituted && isMallocs(own, new_size)))
    return own;
  keepAnnounced(announced);
  void *moved = move(substituted ? block : own, size, own, new_size, align, REFSAN_FRAME);
  if (substituted) {
    forgetSubstitute(address);
    freeSlowly(block);
  }
  return moved;
}
