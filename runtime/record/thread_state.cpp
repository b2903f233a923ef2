//===- thread_state.cpp - what the runtime keeps a thread -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/thread_state.h"

#include "platform/memory.h"
#include "platform/threads.h"

#include <errno.h>
#include <pthread.h>
#include <sys/single_threaded.h>
#include <time.h>

namespace refsan {

__thread ThreadLocals thread_locals;

namespace thread_states {
static Recorder *newest;    // head of the list, grows by CAS
static u32 recyclable;         // states of dead threads, about
static i64 live_bytes;
static i64 peak_bytes;
static pthread_key_t exit_key; // its destructor says that a thread is gone
static bool started;
static bool stopped;
static bool incomplete;
static bool hold_reallocs;

// A thread may allocate after its destructors ran: it gets a state again, and
// is asked again, as often as the thread library repeats destructors. After
// that a state may stay taken; its counters count all the same.
static void threadExits(void *arg) {
  auto *state = static_cast<Recorder *>(arg);
  if (thread_locals.state == state)
    thread_locals.state = nullptr;
  foldLiveBytes(*state);
  __atomic_store_n(&state->taken, 0, __ATOMIC_RELEASE);
  __atomic_fetch_add(&recyclable, 1, __ATOMIC_RELAXED);
}

static Recorder *recycle() {
  if (!__atomic_load_n(&recyclable, __ATOMIC_RELAXED))
    return nullptr;
  for (Recorder *state = __atomic_load_n(&newest, __ATOMIC_ACQUIRE); state; state = state->next) {
    u32 free = 0;
    if (!__atomic_load_n(&state->taken, __ATOMIC_RELAXED) &&
        __atomic_compare_exchange_n(&state->taken, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
      __atomic_fetch_sub(&recyclable, 1, __ATOMIC_RELAXED);
      return state;
    }
  }
  return nullptr;
}

static Recorder *create() {
  auto *state = static_cast<Recorder *>(mapPages(sizeof(Recorder)));
  if (!state)
    return nullptr;
  state->taken = 1;
  state->random = 0x9e3779b9;
  state->sample_interval = 64;
  state->until_sample = 64;
  state->stack_pointer_factor = 0x2127599bf4325c37;
  state->next = __atomic_load_n(&newest, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(&newest, &state->next, state, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
  }
  return state;
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
  Recorder *state = recycle();
  if (!state)
    state = create();
  if (!state) {
    sayIncomplete();
    return nullptr;
  }
  state->stack = currentStackBounds();
  state->last_block = 0;
  state->in_references = state->in_realloc = false;
  thread_locals.state = state;
  pthread_setspecific(exit_key, state); // may allocate, so after the state is there
  return state;
}

void forgetOtherThreads() {
  using namespace thread_states;
  __atomic_store_n(&hold_reallocs, false, __ATOMIC_RELAXED);
  for (Recorder *state = newest; state; state = state->next) {
    if (state == thread_locals.state || !state->taken)
      continue;
    foldLiveBytes(*state);
    state->in_references = state->in_realloc = false;
    state->taken = 0;
    recyclable++;
  }
}

void pauseThread() {
  thread_locals.off = true;
  if (thread_locals.state)
    foldLiveBytes(*thread_locals.state);
  thread_locals.state = nullptr;
}

void resumeThread() {
  thread_locals.off = false;
  if (__atomic_load_n(&thread_states::started, __ATOMIC_ACQUIRE))
    thread_locals.state = static_cast<Recorder *>(pthread_getspecific(thread_states::exit_key));
}

void stopAllThreads() { __atomic_store_n(&thread_states::stopped, true, __ATOMIC_RELAXED); }

void sayIncomplete() { __atomic_store_n(&thread_states::incomplete, true, __ATOMIC_RELAXED); }
bool recordsAreIncomplete() { return __atomic_load_n(&thread_states::incomplete, __ATOMIC_RELAXED); }

void foldLiveBytes(Recorder &state) {
  using namespace thread_states;
  i64 before = __atomic_fetch_add(&live_bytes, state.live_bytes, __ATOMIC_RELAXED);
  i64 high = before + state.live_bytes_high;
  i64 peak = __atomic_load_n(&peak_bytes, __ATOMIC_RELAXED);
  while (high > peak &&
         !__atomic_compare_exchange_n(&peak_bytes, &peak, high, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  state.live_bytes = state.live_bytes_high = 0;
}

Counters sumCounters() {
  using namespace thread_states;
  Counters sum;
  i64 live = __atomic_load_n(&live_bytes, __ATOMIC_RELAXED);
  i64 high = live;
  for (Recorder *state = __atomic_load_n(&newest, __ATOMIC_ACQUIRE); state; state = state->next) {
    sum.allocations += state->allocations;
    sum.frees += state->frees;
    sum.temporary += state->temporary;
    live += state->live_bytes;
    high += state->live_bytes_high;
  }
  i64 peak = __atomic_load_n(&peak_bytes, __ATOMIC_RELAXED);
  sum.live_bytes = live > 0 ? static_cast<u64>(live) : 0;
  sum.peak_bytes = static_cast<u64>(peak > high ? peak : high);
  return sum;
}

void enterRealloc(Recorder &state) {
  using namespace thread_states;
  if (__libc_single_threaded) // nobody else can check
    return;
  for (int error = errno;; errno = error) {
    __atomic_store_n(&state.in_realloc, true, __ATOMIC_SEQ_CST);
    if (__builtin_expect(!__atomic_load_n(&hold_reallocs, __ATOMIC_SEQ_CST), 1))
      return;
    __atomic_store_n(&state.in_realloc, false, __ATOMIC_SEQ_CST);
    timespec pause = {0, 100'000};
    nanosleep(&pause, nullptr); // the check stops this thread here
  }
}

static bool reallocRuns() {
  for (Recorder *state = __atomic_load_n(&thread_states::newest, __ATOMIC_ACQUIRE); state; state = state->next)
    if (state != thread_locals.state && __atomic_load_n(&state->taken, __ATOMIC_RELAXED) &&
        __atomic_load_n(&state->in_realloc, __ATOMIC_SEQ_CST))
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
