//===- allocation.h - recording what an entry point did ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between the entry points (malloc.cpp, abi.cpp) and record/. `frame` is the
// frame of the entry point: its caller's stack is the allocation's. errno stays
// what the heap made it.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_ALLOCATION_H
#define REFSAN_ENTRY_ALLOCATION_H

#include "record/blocks.h"
#include "record/references.h"
#include "record/stack_memo.h"
#include "record/thread_state.h"

#define REFSAN_ENTRY extern "C" __attribute__((visibility("default")))
#define REFSAN_FRAME reinterpret_cast<::refsan::uptr>(__builtin_frame_address(0))

namespace refsan {

// The thread's state once the runtime has started, which it does here at the
// process's first allocation; null: do not record.
Recorder *startedRecorder();
inline Recorder *currentRecorder() {
  Recorder *recorder = thread_locals.recorder;
  return __builtin_expect(recorder != nullptr, 1) ? recorder : startedRecorder();
}

// Returns `block`, like all below: so that the quick way needs to keep nothing.
// `hash`: of quickHash(), or 0.
void *recordAllocationSlowly(void *block, usize size, const refsan_site *site, uptr frame, u64 hash = 0);
void *foldAfterAllocation(void *block);

inline __attribute__((always_inline)) void *recordAllocation(void *block, usize size, const refsan_site *site,
                                                             uptr frame) {
  Recorder *recorder = thread_locals.recorder;
  u64 hash = 0;
  if (__builtin_expect(recorder != nullptr, 1)) {
    hash = quickHash(*recorder, site, frame);
    u32 context = findContextQuickly(*recorder, hash);
    uptr address = reinterpret_cast<uptr>(block);
    if (__builtin_expect(context && recordBlockQuickly(address, size, context), 1)) {
      if (__builtin_expect(countAllocation(*recorder, address, size), 0))
        return foldAfterAllocation(block);
      return block;
    }
  }
  block = recordAllocationSlowly(block, size, site, frame, hash);
  __asm__ volatile("" : "+r"(block)); // no tail call: the frame is read in there
  return block;
}

// An instrumented call, or one of the malloc family's symbols (`site` null), has
// allocated `block` (null: has failed to). If that was announced, it is the
// announcer's to record; if it asks for something else, an exception has left
// the announcement behind.
inline __attribute__((always_inline)) void *noteAllocation(void *block, usize size, const refsan_site *site,
                                                           uptr frame) {
  if (__builtin_expect(!block, 0))
    return nullptr;
  Announcement &announced = thread_locals.announced;
  if (announced.frame) {
    announced.frame = 0;
    if (size >= announced.size && size <= announced.limit)
      return announced.block = block;
  }
  return recordAllocation(block, size, site, frame);
}

// Around the call of a function that may be the program's own.
inline __attribute__((always_inline)) void announce(usize size, usize limit, uptr frame) {
  Announcement &announced = thread_locals.announced;
  announced.frame = frame;
  announced.size = size;
  announced.limit = limit;
  announced.block = nullptr;
}
// It has returned `result`. A block that is not malloc's (a pool's) is not recorded.
inline __attribute__((always_inline)) void *noteAnnounced(void *result, const refsan_site *site, uptr frame) {
  Announcement &announced = thread_locals.announced;
  announced.frame = 0;
  void *block = announced.block;
  if (__builtin_expect(block && block == result, 1))
    return recordAllocation(result, announced.size, site, frame);
  if (block) // with a header of the function's own, perhaps: the type does not fit it
    recordAllocationSlowly(block, announced.size, nullptr, frame);
  return result;
}

// What a block has grown by, or begins with, is often not used yet: the words of blocks that were there before
// must not look like its own.
void clearGrowth(void *block, usize old_size, usize size);
inline void *cleared(void *block, usize size) {
  if (block)
    clearGrowth(block, 0, size);
  return block;
}

// The ends of free(): all are tail calls, so that the quick way has no frame.
void freeSlowly(void *block);
// A block is given to `taker` at `site`: noted if it is of another family.
void foundMismatch(void *block, AllocFamily taker, const refsan_site *site);

// What the block around `object` is for, see abi.def.
void describeBlock(uptr object, const refsan_site *at_start, const refsan_site *at_end);
// The same if it has no type yet.
void describeUnknownBlock(uptr object, const refsan_site *at_start);
// The block was allocated for `site`, wherever malloc was called.
void attributeBlock(uptr block, const refsan_site *site, uptr frame);
// The same of an object that its only reference was returned of, see abi.def.
void attributeObject(uptr object, const refsan_site *at_start, const refsan_site *linked, uptr frame);
void freeAndFold(void *block); // forgotten and counted already
void freeCounted(void *block); // there may be records of its references

// free() of a block that is given to a function of a family; false: not done.
template <AllocFamily Taker> inline __attribute__((always_inline)) bool freeOfFamily(void *block) {
  Recorder *recorder = thread_locals.recorder;
  uptr address = reinterpret_cast<uptr>(block);
  usize size;
  if (__builtin_expect(!recorder || !forgetBlockOfFamily<Taker>(address, &size), 0))
    return false;
  if (__builtin_expect(countFree(*recorder, address, size), 0))
    freeAndFold(block);
  else if (__builtin_expect(__atomic_load_n(&retains_in_use, __ATOMIC_RELAXED), 0))
    freeCounted(block);
  else
    heapFree(block);
  return true;
}

// realloc and its record; `site` null: by the symbol.
void *reallocate(void *block, usize size, const refsan_site *site, uptr frame);
// posix_memalign but for the record: an errno value.
int alignedBlock(void **out, usize align, usize size);

} // namespace refsan

#endif // REFSAN_ENTRY_ALLOCATION_H
