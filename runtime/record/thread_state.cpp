//===- thread_state.cpp - what the runtime keeps a thread -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/thread_state.h"

#include "platform/memory.h"
#include "platform/task_list.h"
#include "platform/thread_walk.h"
#include "platform/threads.h"
#include "record/foreign_calls.h"
#include "record/reference_words.h"
#include "record/retain_words.h"
#include "record/scopes.h"
#include "record/stack_memo.h"
#include "record/vanished_stacks.h"

#include <errno.h>
#include <pthread.h>
#include <sys/single_threaded.h>
#include <time.h>

// Of the ABI: instrumented code writes it.
extern "C" {
__attribute__((visibility("default"), tls_model("initial-exec"))) __thread refsan_thread __refsan_thread;
}

namespace refsan {

__thread ThreadLocals thread_locals;
const uptr no_main_call = 0;

namespace thread_states {
static Recorder *newest; // head of the list, grows by CAS
static u32 recyclable;   // states of dead threads, about
static i64 live_bytes;
static i64 peak_bytes;
static pthread_key_t exit_key; // its destructor says that a thread is gone
static bool started;
static bool stopped;
static bool incomplete;
static bool hold_reallocs;
static bool forked_with_others;

// The thread library gives the stack to a thread to come, with the words that are still
// on it: where that one's functions have not written yet they would keep objects alive.
static void clearStackBelow() {
  constexpr usize kMost = 16 << 10; // what lies deeper is given back to the system
  constexpr usize kLeastLeft = 32 << 10;
  uptr here = reinterpret_cast<uptr>(__builtin_frame_address(0));
  Range own = currentStackBounds();
  if (own.contains(here) && here > own.begin + kLeastLeft + kMost)
    overwriteStackBelow(kMost);
}

static void giveUpWords(Recorder &recorder) {
  giveUpRetainSet(recorder.word_set);
  recorder.word_set = ReferenceWords::kNoSet;
  recorder.shares_words = false;
}

// A thread may allocate after its destructors ran: it gets a recorder again, and
// is asked again, as often as the thread library repeats destructors. After
// that a recorder may stay taken; its counters count all the same.
static void threadExits(void *arg) {
  auto *recorder = static_cast<Recorder *>(arg);
  if (thread_locals.recorder == recorder)
    thread_locals.recorder = nullptr;
  thread_locals.counting = nullptr;
  foldLiveBytes(*recorder);
  giveUpWords(*recorder);
  __atomic_store_n(&recorder->taken, 0, __ATOMIC_RELEASE);
  __atomic_fetch_add(&recyclable, 1, __ATOMIC_RELAXED);
  noteKeyDestructor();
  clearStackBelow();
}

static Recorder *recycle() {
  if (!__atomic_load_n(&recyclable, __ATOMIC_RELAXED))
    return nullptr;
  for (Recorder *recorder = __atomic_load_n(&newest, __ATOMIC_ACQUIRE); recorder; recorder = recorder->next) {
    u32 free = 0;
    if (!__atomic_load_n(&recorder->taken, __ATOMIC_RELAXED) &&
        __atomic_compare_exchange_n(&recorder->taken, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
      __atomic_fetch_sub(&recyclable, 1, __ATOMIC_RELAXED);
      return recorder;
    }
  }
  return nullptr;
}

static Recorder *create() {
  auto *recorder = static_cast<Recorder *>(mapPages(sizeof(Recorder)));
  if (!recorder)
    return nullptr;
  recorder->taken = 1;
  recorder->memo_mask = (kFirstMemoSets - 1) * sizeof(recorder->stacks[0]);
  recorder->random = 0x9e3779b9;
  recorder->way = recorder->places;
  recorder->word_set = ReferenceWords::kNoSet;
  recorder->next = __atomic_load_n(&newest, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(&newest, &recorder->next, recorder, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
  }
  return recorder;
}
} // namespace thread_states

bool startRecorders() {
  using namespace thread_states;
  if (pthread_key_create(&exit_key, threadExits))
    return false;
  __atomic_store_n(&started, true, __ATOMIC_RELEASE);
  return true;
}

Recorder *makeRecorder() {
  using namespace thread_states;
  if (thread_locals.off || !__atomic_load_n(&started, __ATOMIC_ACQUIRE) || __atomic_load_n(&stopped, __ATOMIC_RELAXED))
    return nullptr;
  Recorder *recorder = recycle();
  if (!recorder)
    recorder = create();
  if (!recorder) {
    sayIncomplete();
    return nullptr;
  }
  Range stack = currentStackBounds();
  constexpr usize kLeast = 2 * sizeof(uptr);
  recorder->stack_begin = stack.begin;
  recorder->stack_size = stack.size() > kLeast ? stack.size() - kLeast : 0;
  recorder->main_call = &no_main_call;
  recorder->outermost_frame = thread_locals.first_frame;
  abandonScopes(*recorder); // of a thread that is gone
  if (recorder->generation != currentGeneration())
    forgetContexts(*recorder);
  recorder->last_block = 0;
  recorder->in_references = recorder->in_realloc = false;
  thread_locals.recorder = recorder;
  pthread_setspecific(exit_key, recorder); // may allocate, so after the recorder is there
  return recorder;
}

// Also while the thread's records are paused.
static Recorder *ownRecorder() {
  if (thread_locals.recorder || !__atomic_load_n(&thread_states::started, __ATOMIC_ACQUIRE))
    return thread_locals.recorder;
  return static_cast<Recorder *>(pthread_getspecific(thread_states::exit_key));
}

// What threads held that are not here is older than what comes.
static void outliveOtherThreads(Recorder *own) {
  startGeneration();
  forgetCommonContexts();
  if (own)
    forgetContexts(*own);
}

// A thread that has not recorded yet may hold something already: what it was started with.
void beforeFork() {
  using namespace thread_states;
  forked_with_others = !__libc_single_threaded && hasOtherThreads();
}

void forgetOtherThreads() {
  using namespace thread_states;
  __atomic_store_n(&hold_reallocs, false, __ATOMIC_RELAXED);
  Recorder *own = ownRecorder();
  for (Recorder *recorder = newest; recorder; recorder = recorder->next) {
    if (recorder == own || !recorder->taken)
      continue;
    forked_with_others = true;
    foldLiveBytes(*recorder);
    addVanishedStack({recorder->stack_begin, recorder->stack_begin + recorder->stack_size});
    recorder->in_references = recorder->in_realloc = false;
    giveUpWords(*recorder);
    recorder->taken = 0;
    recyclable++;
  }
  if (forked_with_others)
    outliveOtherThreads(own);
  forked_with_others = false;
}

void forgetMemos() {
  for (Recorder *recorder = __atomic_load_n(&thread_states::newest, __ATOMIC_ACQUIRE); recorder;
       recorder = recorder->next) {
    forgetContexts(*recorder);
    for (PlaceMemo &memo : recorder->places) {
      memo.id = 0;
      memo.word = retains::kNoRoom;
    }
    for (LocalCopy &copy : recorder->local_copies)
      copy = {};
    forgetCalls(*recorder);
  }
  forgetCommonContexts();
}

void pauseThread() {
  thread_locals.off = true;
  if (thread_locals.recorder)
    foldLiveBytes(*thread_locals.recorder);
  thread_locals.recorder = nullptr;
}

void resumeThread() {
  thread_locals.off = thread_locals.disabled != 0;
  if (!thread_locals.off)
    thread_locals.recorder = ownRecorder();
}

void disableThread() {
  if (thread_locals.disabled++)
    return;
  thread_locals.counting = recorder();
  pauseThread();
}

bool enableThread() {
  if (!thread_locals.disabled)
    return false;
  if (--thread_locals.disabled == 0) {
    thread_locals.counting = nullptr;
    resumeThread();
  }
  return true;
}

void stopAllThreads() { __atomic_store_n(&thread_states::stopped, true, __ATOMIC_RELAXED); }

void sayIncomplete() { __atomic_store_n(&thread_states::incomplete, true, __ATOMIC_RELAXED); }
bool recordsAreIncomplete() { return __atomic_load_n(&thread_states::incomplete, __ATOMIC_RELAXED); }

void foldLiveBytes(Recorder &recorder) {
  using namespace thread_states;
  i64 before = __atomic_fetch_add(&live_bytes, recorder.live_bytes, __ATOMIC_RELAXED);
  i64 high = before + recorder.live_bytes_high;
  i64 peak = __atomic_load_n(&peak_bytes, __ATOMIC_RELAXED);
  while (high > peak &&
         !__atomic_compare_exchange_n(&peak_bytes, &peak, high, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  recorder.live_bytes = recorder.live_bytes_high = 0;
}

Counters sumCounters() {
  using namespace thread_states;
  Counters sum;
  i64 live = __atomic_load_n(&live_bytes, __ATOMIC_RELAXED);
  i64 high = live;
  for (Recorder *recorder = __atomic_load_n(&newest, __ATOMIC_ACQUIRE); recorder; recorder = recorder->next) {
    sum.allocations += recorder->allocations;
    sum.frees += recorder->frees;
    sum.temporary += recorder->temporary;
    sum.wrong_stacks += recorder->wrong_stacks;
    live += recorder->live_bytes;
    high += recorder->live_bytes_high;
  }
  i64 peak = __atomic_load_n(&peak_bytes, __ATOMIC_RELAXED);
  sum.live_bytes = live > 0 ? static_cast<u64>(live) : 0;
  sum.peak_bytes = static_cast<u64>(peak > high ? peak : high);
  return sum;
}

namespace thread_states {
static u64 newest_sequence;
constexpr u64 kSequenceRange = 256;
} // namespace thread_states

u64 takeSequenceRange(Recorder &recorder) {
  using namespace thread_states;
  recorder.sequence = __atomic_fetch_add(&newest_sequence, kSequenceRange, __ATOMIC_RELAXED);
  recorder.sequence_end = recorder.sequence + kSequenceRange;
  return ++recorder.sequence;
}

u64 newestSequence() { return __atomic_load_n(&thread_states::newest_sequence, __ATOMIC_RELAXED); }

void enterRealloc(Recorder &recorder) {
  using namespace thread_states;
  if (__libc_single_threaded) // nobody else can check
    return;
  for (int error = errno;; errno = error) {
    __atomic_store_n(&recorder.in_realloc, true, __ATOMIC_SEQ_CST);
    if (__builtin_expect(!__atomic_load_n(&hold_reallocs, __ATOMIC_SEQ_CST), 1))
      return;
    __atomic_store_n(&recorder.in_realloc, false, __ATOMIC_SEQ_CST);
    timespec pause = {0, 100'000};
    nanosleep(&pause, nullptr); // the check stops this thread here
  }
}

static bool reallocRuns() {
  for (Recorder *recorder = __atomic_load_n(&thread_states::newest, __ATOMIC_ACQUIRE); recorder;
       recorder = recorder->next)
    if (recorder != thread_locals.recorder && __atomic_load_n(&recorder->taken, __ATOMIC_RELAXED) &&
        __atomic_load_n(&recorder->in_realloc, __ATOMIC_SEQ_CST))
      return true;
  return false;
}

bool holdReallocs(u32 deadline_ms) {
  __atomic_store_n(&thread_states::hold_reallocs, true, __ATOMIC_SEQ_CST);
  for (u32 waited_us = 0; reallocRuns(); waited_us += 100) {
    if (waited_us >= deadline_ms * 1000)
      return false;
    timespec pause = {0, 100'000};
    nanosleep(&pause, nullptr);
  }
  return true;
}

void releaseReallocs() { __atomic_store_n(&thread_states::hold_reallocs, false, __ATOMIC_SEQ_CST); }

} // namespace refsan
