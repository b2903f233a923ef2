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

#define REFSAN_FRAME reinterpret_cast<::refsan::uptr>(__builtin_frame_address(0))

namespace refsan {

// The thread's state once the runtime has started, which it does here at the
// process's first allocation; null: do not record.
Recorder *startedRecorder();
inline Recorder *recordingState() {
  Recorder *state = thread_locals.state;
  return __builtin_expect(state != nullptr, 1) ? state : startedRecorder();
}

inline void recordAllocation(Recorder &state, uptr block, usize size, const refsan_site *site, uptr frame) {
  recordBlock(block, size, heapUsable(block), findContext(state, site, frame));
  countAllocation(state, block, size);
}

// An instrumented call has allocated `block` (null: has failed to).
inline void *noteAllocation(void *block, usize size, const refsan_site *site, uptr frame) {
  if (__builtin_expect(block != nullptr, 1))
    if (Recorder *state = recordingState())
      recordAllocation(*state, reinterpret_cast<uptr>(block), size, site, frame);
  return block;
}

// If this is the allocation that an instrumented caller has announced, what it
// said replaces the arguments. An announcement is for the next allocation that
// succeeds, and only if that asks for what the caller wanted: an exception may
// have left it behind.
inline void takeAnnouncement(usize &size, const refsan_site *&site, uptr &frame) {
  Announcement &announced = thread_locals.announced;
  if (__builtin_expect(!announced.frame, 1))
    return;
  if (size >= announced.size && size <= announced.limit) {
    size = announced.size;
    site = announced.site;
    frame = announced.frame;
  }
  announced.frame = 0;
}

// One of the malloc family's symbols has allocated `block` (null: has failed to).
inline void *noteSymbol(void *block, usize size, uptr frame) {
  if (__builtin_expect(block != nullptr, 1)) {
    if (Recorder *state = recordingState()) {
      const refsan_site *site = nullptr;
      takeAnnouncement(size, site, frame);
      recordAllocation(*state, reinterpret_cast<uptr>(block), size, site, frame);
    }
  }
  return block;
}

// realloc and its record; `site` null: by the symbol.
void *reallocate(void *block, usize size, const refsan_site *site, uptr frame);
// posix_memalign but for the record: an errno value.
int alignedBlock(void **out, usize align, usize size);

} // namespace refsan

#endif // REFSAN_ENTRY_ALLOCATION_H
