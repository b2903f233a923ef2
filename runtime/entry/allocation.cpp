//===- allocation.cpp - recording what an entry point did -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/allocation.h"

#include "entry/default_new.h"
#include "entry/lifecycle.h"
#include "record/contexts.h"
#include "record/ignored.h"
#include "record/mismatches.h"
#include "record/places.h"
#include "record/scopes.h"

#include <errno.h>

namespace refsan {

namespace allocation {
static void record(Recorder &recorder, uptr block, usize size, const refsan_site *site, uptr frame) {
  bool in_scope = recorder.in_scope;
  u32 context = in_scope ? scopedContext(recorder, site, frame) : findContext(recorder, site, frame);
  if (!recordBlockQuickly(block, size, context))
    recordBlock(block, size, context);
  if (in_scope)
    noteInScope(recorder, block);
  if (countAllocation(recorder, block, size))
    foldLiveBytes(recorder);
}

static void noteFree(Recorder &recorder, uptr block, usize size) {
  if (countFree(recorder, block, size))
    foldLiveBytes(recorder);
}
// The program has disabled this thread, and knows of the block.
static void recordIgnored(uptr block, usize size) {
  if (!hasStarted() || !block_leaves)
    return;
  recordBlock(block, size, ignoredContext());
  if (Recorder *recorder = thread_locals.counting; recorder && countAllocation(*recorder, block, size))
    foldLiveBytes(*recorder);
}
} // namespace allocation

__attribute__((noinline)) static void *recordAnyAllocation(void *block, usize size, const refsan_site *site,
                                                           uptr frame) {
  if (Recorder *recorder = currentRecorder())
    allocation::record(*recorder, reinterpret_cast<uptr>(block), size, site, frame);
  else if (thread_locals.disabled)
    allocation::recordIgnored(reinterpret_cast<uptr>(block), size);
  return block;
}

__attribute__((noinline, flatten)) void *recordAllocationSlowly(void *block, usize size, const refsan_site *site,
                                                                uptr frame, u64 hash) {
  if (Recorder *recorder = thread_locals.recorder; hash) {
    u32 context = site ? findSharedContext(*recorder, site, frame, hash) : findForeignContext(*recorder, frame, hash);
    uptr address = reinterpret_cast<uptr>(block);
    if (__builtin_expect(context && recordBlockQuickly(address, size, context), 1))
      return countAllocation(*recorder, address, size) ? foldAfterAllocation(block) : block;
  }
  return recordAnyAllocation(block, size, site, frame);
}

__attribute__((noinline)) void *foldAfterAllocation(void *block) {
  foldLiveBytes(*thread_locals.recorder);
  return block;
}

__attribute__((noinline)) void freeSlowly(void *block) {
  uptr address = reinterpret_cast<uptr>(block);
  Recorder *recorder = currentRecorder();
  usize size;
  if (forgetBlock(address, &size) && recorder)
    allocation::noteFree(*recorder, address, size);
  forgetReferences(address);
  heapFree(block);
}

__attribute__((noinline)) static void freeReferred(void *block) {
  forgetReferences(reinterpret_cast<uptr>(block));
  heapFree(block);
}

__attribute__((noinline)) void freeCounted(void *block) {
  if (__builtin_expect(!hasNoReferences(reinterpret_cast<uptr>(block)), 0))
    return freeReferred(block);
  forgetWay(reinterpret_cast<uptr>(block));
  heapFree(block);
}

__attribute__((noinline)) void freeAndFold(void *block) {
  foldLiveBytes(*thread_locals.recorder);
  freeCounted(block);
}

static void noteMismatchIn(const Context &made, AllocFamily maker, AllocFamily taker, const refsan_site *site) {
  if (!hasOwnNewOrDelete())
    noteMismatch({made.madeAt(), site->flags & REFSAN_SITE_LIBRARY ? lineOf(site) : site, maker, taker, 1});
}

__attribute__((noinline)) void foundMismatch(void *block, AllocFamily taker, const refsan_site *site) {
  uptr address = reinterpret_cast<uptr>(block);
  AllocFamily maker = familyOfBlock(address);
  Block known;
  if (maker != AllocFamily::None && maker != taker && blockAt(address, &known))
    noteMismatchIn(*known.context, maker, taker, site);
}

// By the context of a block that is not known any more.
__attribute__((noinline)) static void foundMismatchIn(u32 context, AllocFamily taker, const refsan_site *site) {
  if (const Context *made = contextOf(context))
    noteMismatchIn(*made, familyIn(context << kContextShift), taker, site);
}

void describeBlock(uptr object, const refsan_site *at_start, const refsan_site *at_end) {
  if (!currentRecorder() || !object)
    return;
  uptr start = startOfBlock(object);
  const refsan_site *site = start == object ? at_start : at_end;
  Block block;
  if (!site || !blockAt(start, &block) || isIgnored(*block.context))
    return;
  const Context &known = *block.context;
  recordBlock(start, block.size, internContext({known.site, known.user, site}, known.frames, known.frame_count));
}

void describeUnknownBlock(uptr object, const refsan_site *at_start) {
  Block block;
  if (!object || !currentRecorder() || !blockAt(object, &block))
    return;
  const refsan_site *known = block.context->describedBy();
  // Who made it may know no more than what it begins with.
  bool more = known && known->type && Context::isMore(*at_start, *known) && at_start->type->size == block.size;
  if (!known || !known->type || more)
    describeBlock(object, at_start, nullptr);
}

__attribute__((noinline)) void attributeBlock(uptr address, const refsan_site *site, uptr frame) {
  Recorder *recorder = currentRecorder();
  Block block;
  if (recorder && address && blockAt(address, &block) && !isIgnored(*block.context))
    recordBlock(address, block.size, findContext(*recorder, site, frame));
}

// By the count that its type says it has.
static bool hasOneReference(uptr object, const refsan_type &type) {
  u64 count = 0;
  usize bytes = type.count_bytes; // of others' objects: no bits of a number
  if (!bytes || bytes > sizeof(count))
    return false;
  __builtin_memcpy(&count, reinterpret_cast<const void *>(object + type.count_offset), bytes);
  return count == 1;
}

__attribute__((noinline)) void attributeObject(uptr object, const refsan_site *at_start, const refsan_site *linked,
                                               uptr frame) {
  constexpr usize kLinks = 2 * sizeof(uptr);
  Recorder *recorder = currentRecorder();
  if (!recorder || !object || !hasOneReference(object, *at_start->type))
    return;
  uptr start = startOfBlock(object);
  Block block;
  if ((start != object && start + kLinks != object) || !blockAt(start, &block) || isIgnored(*block.context))
    return;
  // The function that made it, if that is instrumented, knows the more.
  const refsan_site *known = block.context->describedBy();
  if (known && known->type && known->type->size > at_start->type->size)
    return;
  forgetReferences(start); // of one that was there before
  recordBlock(start, block.size, findContext(*recorder, start == object ? at_start : linked, frame));
}

void clearGrowth(void *block, usize old_size, usize size) {
  constexpr usize kMost = 4 << 10; // beyond it they are less likely than a program that is slow for it
  if (size > old_size)
    __builtin_memset(static_cast<char *>(block) + old_size, 0, size - old_size < kMost ? size - old_size : kMost);
}

void *reallocate(void *block, usize size, const refsan_site *site, uptr frame) {
  if (!block)
    return noteAllocation(heapMalloc(size), size, site, frame);
  Recorder *recorder = currentRecorder();
  uptr old = reinterpret_cast<uptr>(block);
  usize old_size = 0;
  if (!recorder) {
    forgetBlock(old, &old_size); // grown while nothing is recorded: not known any more
    void *result = heapRealloc(block, size);
    return result && thread_locals.disabled ? recordAllocationSlowly(result, size, site, frame) : result;
  }
  enterRealloc(*recorder);
  u32 context = forgetBlock(old, &old_size);
  if (__builtin_expect(isOfOthers<AllocFamily::Malloc>(context << kContextShift) && site, 0))
    foundMismatchIn(context, AllocFamily::Malloc, site);
  void *result = heapRealloc(block, size);
  uptr moved = reinterpret_cast<uptr>(result);
  if (result || !size) {
    if (result)
      recorder->last_block = 0; // what lives on is not temporary
    if (context)
      allocation::noteFree(*recorder, old, old_size);
    if (moved != old)
      forgetReferences(old);
  } else if (context) {
    recordBlock(old, old_size, context); // failed: as before
  }
  if (result) {
    if (context)
      clearGrowth(result, old_size, size);
    if (moved != old)
      moveHandles(old, moved, old_size < size ? old_size : size);
    recordAllocation(result, size, site, frame);
  }
  leaveRealloc(*recorder);
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
