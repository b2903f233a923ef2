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

constexpr u32 kFirstMemoSetBits = 9;
constexpr usize kFirstMemoSets = usize(1) << kFirstMemoSetBits, kMostMemoSets = 16384; // of two entries
constexpr usize kPlaceMemoSize = 256;
constexpr usize kTableClasses = 12;
constexpr usize kLocalWays = 4, kLocalSetBits = 3, kLocalCopies = kLocalWays << kLocalSetBits;
constexpr usize kFromHeap = 4;
constexpr u32 kCallRowSetBits = 9;
constexpr usize kCallRowSets = usize(1) << kCallRowSetBits, kLibraryKeys = 64;

// Where an operation was, and the number of its place, see places.h.
struct alignas(32) PlaceMemo {
  const refsan_site *context; // the thread's
  const refsan_site *site;
  const refsan_site *line; // to show
  u32 id;
  u32 word; // of an object with its first retain there, less that, see retain_words.h
};

// A copy of a handle in a local variable, see local_handles.h.
struct alignas(64) LocalCopy {
  uptr local;
  uptr object;
  uptr from;     // the local that it was moved from; 0: none
  bool retained; // a reference was taken for it; else it got the one that the object was made with
  const refsan_site *context, *site;
  // What the last one that was moved from here was filed as.
  const refsan_site *filed_context, *filed_site, *filed_move;
  u32 filed_place;
  u64 put; // by how many of the thread's it came; the first of them goes
};

// A handle in a local variable that was in the heap; local 0: none.
struct FromHeap {
  uptr local;
  uptr object;
  u32 place; // where it was taken
};

// A return address, and how to get from there to the caller's: see foreign_calls.h.
struct CallRow {
  uptr pc = 0; // 0: none
  u32 words;   // as in RowStep; 0: nobody called
  bool by_rbp;
  u8 rbp_below;
};

struct ThreadScopes;

// What Recorder::main_call points to without main.
extern const uptr no_main_call;

struct Recorder {
  // The stack as the thread library knows it. Frame pointers are followed only
  // inside of it. Empty: unknown.
  uptr stack_begin;
  usize stack_size; // less the two words that a frame has at least
  // Memo of allocation stacks, see stack_memo.h.
  uptr memo_mask;  // of a set's offset in `stacks`, of which so many are in use
  u64 sample_at;   // allocations at which a hit is compared again
  u64 alert_until; // the same until which each hit is
  u64 quick_until; // the next of these, or 0: the quick way is not to be gone
  u64 budget;      // for unwinding
  // Where the return address of what main calls lies, or a word that says nothing.
  const uptr *main_call = &no_main_call;
  uptr outermost_frame; // of main or what the thread began with, 0: unknown
  u32 sample_interval;
  u32 samples;
  u32 random;
  u32 memo_spills;   // since the memo has grown
  u32 right_in_turn; // hits that were compared since one was wrong
  u32 moves;         // how often the program went on to another place
  u32 chain_trust;   // see stack_memo.cpp

  u64 allocations;
  uptr last_block; // newest allocation if nothing was allocated since
  // Bytes not yet in the process's sum, and the most there were of them.
  i64 live_bytes;
  i64 live_bytes_high;
  u64 frees;
  u64 temporary;
  u64 wrong_stacks; // if they are verified

  // References: a range of sequence numbers of our own, free tables by size.
  u64 sequence;
  u64 sequence_end;
  uptr free_tables[kTableClasses];
  Range fresh_tables;
  const PlaceMemo *way; // where the last retain was, the line as refsan_thread.taken has it; it may be another's by now
  uptr covered;         // the object whose change of count the caller recorded

  ThreadScopes *scopes; // null: it never opened one
  bool in_scope;        // one is open: no context is found quickly
  bool in_move;         // see beginMove()
  bool in_references;   // a record is being written: a signal handler must not
  bool in_realloc;      // a block may be neither recorded nor free
  u32 taken;            // by a living thread
  u32 word_set;         // of reference_words.h, that is the thread's; none before its first retain
  bool shares_words;    // none was left for it
  u32 generation;       // of the contexts that the memo knows
  Recorder *next;

  FromHeap from_heap[kFromHeap];
  u32 next_from_heap; // to go when all are in use
  u64 local_puts;
  LocalCopy local_copies[kLocalCopies];
  CallRow call_rows[kCallRowSets][2];
  u64 library_keys[kLibraryKeys]; // the last of contexts, see stack_memo.cpp
  PlaceMemo places[kPlaceMemoSize];
  u64 stacks[kMostMemoSets][2];
};

// An instrumented caller is in a function that may be the program's own (operator
// new, Rust's allocator); the next allocation through a malloc symbol that asks
// for the same is that function's, and is left to the caller to record.
struct Announcement {
  uptr frame;              // of the entry point; 0: nothing announced
  usize size;              // as the program asked for
  usize limit;             // the most that the function may ask malloc for
  void *block;             // what malloc made of it, null: nothing yet
  const refsan_site *site; // for realloc, which records by itself
};

struct ThreadLocals {
  Recorder *recorder; // null: none yet, or recording is off
  bool off;           // record nothing on this thread
  u32 disabled;       // by the program: what is allocated is no leak
  Recorder *counting; // while disabled; null: none
  uptr first_frame;   // what the thread began with, 0: unknown
  Announcement announced;
};

// Exported, like all thread locals of the runtime: the copy of it that a shared library brings
// uses the process's, and so needs no static room for the library's own.
extern __thread ThreadLocals thread_locals __asm__("__refsan_thread_locals")
    __attribute__((visibility("default"), tls_model("initial-exec")));

// Before the first state is asked for. False: no thread key was left.
bool startRecorders();
// The calling thread's state, null if it shall not record. Slow the first time.
Recorder *makeRecorder();
inline Recorder *recorder() {
  Recorder *state = thread_locals.recorder;
  return __builtin_expect(state != nullptr, 1) ? state : makeRecorder();
}

// Nothing more is recorded, on this thread or on all (for good).
void pauseThread();
void resumeThread();
void stopAllThreads();
// As often as disabled, the thread must be enabled; false: it was not disabled.
void disableThread();
bool enableThread();
// In the process that forks, and in its child, where only the caller lives on.
void beforeFork();
void forgetOtherThreads();

// A module goes, and another one may come to its place: what threads remember by the
// addresses of sites and code is void. They may go on meanwhile.
void forgetMemos();

// Set when memory for records ran out or ids did: what was recorded is not all.
void sayIncomplete();
bool recordsAreIncomplete();

struct Counters {
  u64 allocations = 0;
  u64 frees = 0;
  u64 temporary = 0;    // freed before the thread's next allocation
  u64 wrong_stacks = 0; // if they are verified
  u64 live_bytes = 0;
  u64 peak_bytes = 0; // exact with one thread, else at most 64 KiB a thread off
};
Counters sumCounters();

// A thread's live bytes go to the process's sum when they differ by more.
constexpr i64 kLiveBatch = 64 << 10;
void foldLiveBytes(Recorder &recorder);

// The caller folds if these say that it is time.
inline bool countAllocation(Recorder &recorder, uptr block, usize size) {
  recorder.allocations++;
  recorder.last_block = block;
  i64 live = recorder.live_bytes += static_cast<i64>(size);
  if (live <= recorder.live_bytes_high)
    return false;
  recorder.live_bytes_high = live;
  return live > kLiveBatch;
}

inline bool countFree(Recorder &recorder, uptr block, usize size) {
  recorder.frees++;
  if (recorder.last_block == block)
    recorder.temporary++;
  i64 live = recorder.live_bytes -= static_cast<i64>(size);
  return live < -kLiveBatch;
}

inline bool isOnStack(const Recorder &recorder, uptr address) {
  return address - recorder.stack_begin < recorder.stack_size;
}

// Orders what happens to references: later is larger, exactly so on one thread,
// about so between threads, which take numbers in ranges.
u64 takeSequenceRange(Recorder &recorder);
inline u64 nextSequence(Recorder &recorder) {
  return __builtin_expect(recorder.sequence < recorder.sequence_end, 1) ? ++recorder.sequence
                                                                        : takeSequenceRange(recorder);
}
// Not less than any number given out.
u64 newestSequence();

// The check must not find a block between two records: no thread goes on into
// realloc from here on and all have come out of it, or the deadline has passed.
bool holdReallocs(u32 deadline_ms);
void releaseReallocs();
// Around a realloc, on the thread that makes it.
void enterRealloc(Recorder &recorder);
inline void leaveRealloc(Recorder &recorder) { __atomic_store_n(&recorder.in_realloc, false, __ATOMIC_RELEASE); }

} // namespace refsan

#endif // REFSAN_RECORD_THREAD_STATE_H
