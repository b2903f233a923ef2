//===- thread_state.h - what the runtime keeps a thread ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One Recorder a thread, in pages of our own: counters, memos, caches. The
// states form a list that only grows, so that what a dead thread counted stays;
// its state is handed to the next new thread. Used by the recording half only;
// the check reads sums. A signal handler may use the state of the thread it
// interrupted: counters can lose one, nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_THREAD_STATE_H
#define REFSAN_RECORD_THREAD_STATE_H

#include "base/ints.h"
#include "refsan/abi.h"

namespace refsan {

constexpr usize kStackMemoSets = 2048; // of two entries
constexpr usize kPlaceMemoSize = 256;
constexpr usize kTableClasses = 12;

// A (line, operation) pair and its number, see places.h.
struct PlaceMemo {
  const refsan_site *line;
  const refsan_site *operation;
  u64 id;
};

struct Recorder {
  // The stack as the thread library knows it. Frame pointers are followed only
  // inside of it. Empty: unknown.
  Range stack;
  // Memo of allocation stacks, see stack_memo.h.
  u64 stack_pointer_factor; // 0: the stack pointer is no part of a key
  u32 until_sample;         // hits until one is unwound again
  u32 sample_interval;
  u32 recent_misses;
  u32 random;
  u64 misses_since; // allocations when recent_misses was 0

  u64 allocations;
  u64 frees;
  u64 temporary;
  uptr last_block; // newest allocation if nothing was allocated since
  // Bytes not yet in the process's sum, and the most there were of them.
  i64 live_bytes;
  i64 live_bytes_high;

  // References: a range of sequence numbers of our own, free tables by size.
  u64 sequence;
  u64 sequence_end;
  uptr free_tables[kTableClasses];
  Range fresh_tables;
  uptr last_retained; // the object of the last retain
  const refsan_site *last_retain_line;
  uptr hinted; // the object whose next release is known to end the reference
  const refsan_site *hinted_retain; // taken here; null: made with

  bool in_references; // a record is being written: a signal handler must not
  bool in_realloc;    // a block may be neither recorded nor free
  u32 taken;          // by a living thread
  Recorder *next;

  PlaceMemo places[kPlaceMemoSize];
  u64 stacks[kStackMemoSets][2];
};

// What an instrumented caller said about the allocation that the function it
// calls (operator new, Rust's allocator) is about to make.
struct Announcement {
  uptr frame; // of the entry point, 0: nothing announced
  const refsan_site *site;
  usize size;  // as the program asked for
  usize limit; // the most that the function may ask malloc for
};

struct ThreadLocals {
  Recorder *state; // null: none yet, or recording is off
  bool off;           // record nothing on this thread
  Announcement announced;
};

extern __thread ThreadLocals thread_locals __attribute__((tls_model("initial-exec")));

// Before the first state is asked for. False: no thread key was left.
bool startRecorders();
// The calling thread's state, null if it shall not record. Slow the first time.
Recorder *makeRecorder();
inline Recorder *recorder() {
  Recorder *state = thread_locals.state;
  return __builtin_expect(state != nullptr, 1) ? state : makeRecorder();
}

// Nothing more is recorded, on this thread or on all (for good).
void pauseThread();
void resumeThread();
void stopAllThreads();
// In the child of a fork: only the caller lives on.
void forgetOtherThreads();

// Set when memory for records ran out or ids did: what was recorded is not all.
void sayIncomplete();
bool recordsAreIncomplete();

struct Counters {
  u64 allocations = 0;
  u64 frees = 0;
  u64 temporary = 0; // freed before the thread's next allocation
  u64 live_bytes = 0;
  u64 peak_bytes = 0; // exact with one thread, else at most 64 KiB a thread off
};
Counters sumCounters();

// A thread's live bytes go to the process's sum whenever they differ by more.
constexpr i64 kLiveBatch = 64 << 10;
void foldLiveBytes(Recorder &state);

inline void countAllocation(Recorder &state, uptr block, usize size) {
  state.allocations++;
  state.last_block = block;
  state.live_bytes += static_cast<i64>(size);
  if (state.live_bytes > state.live_bytes_high) {
    state.live_bytes_high = state.live_bytes;
    if (state.live_bytes > kLiveBatch)
      foldLiveBytes(state);
  }
}

inline void countFree(Recorder &state, uptr block, usize size) {
  state.frees++;
  state.temporary += state.last_block == block;
  state.live_bytes -= static_cast<i64>(size);
  if (state.live_bytes < -kLiveBatch)
    foldLiveBytes(state);
}

// The check must not find a block between two records: no thread goes on into
// realloc from here on and all have come out of it, or the deadline has passed.
bool holdReallocs(u32 deadline_ms);
void releaseReallocs();
// Around a realloc, on the thread that makes it.
void enterRealloc(Recorder &state);
inline void leaveRealloc(Recorder &state) { __atomic_store_n(&state.in_realloc, false, __ATOMIC_RELEASE); }

} // namespace refsan

#endif // REFSAN_RECORD_THREAD_STATE_H
