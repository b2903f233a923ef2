//===- thread_start.cpp - threads begin on a clean stack ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/thread_start.h"

#include "platform/threads.h"
#include "platform/unwind.h"
#include "record/thread_state.h"

#include <dlfcn.h>
#include <errno.h>
#include <mqueue.h>
#include <pthread.h>
#include <threads.h>
#include <time.h>

using StartFunction = void *(*)(void *);
using CreateFunction = decltype(pthread_create);

extern "C" {
__attribute__((weak)) CreateFunction __pthread_create; // only in a static executable: mq_notify() brings it along
__attribute__((weak)) decltype(dlsym) dlsym;           // asked in all others
}
__attribute__((used)) static decltype(&mq_notify) brings_create = mq_notify;

namespace refsan {
namespace thread_start {

// A thread that is about to begin.
struct Start {
  StartFunction function; // null: free
  void *arg;
  bool is_c11; // the function returns a number
};
constexpr usize kMostStarts = 1024;
static Start starts[kMostStarts];

// Null: so many are about to begin that this one begins as it is.
static Start *take(StartFunction function, void *arg, bool is_c11) {
  for (Start &start : starts) {
    StartFunction free = nullptr;
    if (!__atomic_load_n(&start.function, __ATOMIC_RELAXED) &&
        __atomic_compare_exchange_n(&start.function, &free, function, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
      start.arg = arg;
      start.is_c11 = is_c11;
      return &start;
    }
  }
  return nullptr;
}

static void giveBack(Start &start) {
  start.arg = nullptr;
  __atomic_store_n(&start.function, nullptr, __ATOMIC_RELEASE);
}

// What the last thread had further down it has overwritten itself, when it ended
// (thread_state.cpp); the frames that lay between that and the stack's end are small.
constexpr usize kLeftAtTheEnd = 2 << 10;

// Not among the runtime's code, whose registers do not count: from the moment that
// the start is given back its argument is in one.
__attribute__((noinline, section(".text"))) static void *begin(void *start_of_thread) {
  overwriteStackBelow(kLeftAtTheEnd);
  auto &start = *static_cast<Start *>(start_of_thread);
  StartFunction function = start.function;
  void *arg = start.arg;
  bool is_c11 = start.is_c11;
  giveBack(start);
  thread_locals.first_frame = reinterpret_cast<uptr>(__builtin_frame_address(0));
  if (!is_c11)
    return function(arg);
  int result = reinterpret_cast<thrd_start_t>(reinterpret_cast<void *>(function))(arg);
  return reinterpret_cast<void *>(static_cast<uptr>(result)); // which thrd_join() takes it from
}

static bool held;
static void waitWhileHeld() {
  while (__atomic_load_n(&held, __ATOMIC_ACQUIRE)) {
    timespec pause = {0, 100'000};
    nanosleep(&pause, nullptr); // the check stops this thread here
  }
}

static CreateFunction *realCreate() {
  static CreateFunction *real;
  CreateFunction *known = __atomic_load_n(&real, __ATOMIC_RELAXED);
  if (!known) {
    known =
        __pthread_create ? __pthread_create : reinterpret_cast<CreateFunction *>(dlsym(RTLD_NEXT, "pthread_create"));
    __atomic_store_n(&real, known, __ATOMIC_RELAXED);
  }
  return known;
}

} // namespace thread_start

Range threadStarts() {
  auto *starts = &thread_start::starts;
  return {reinterpret_cast<uptr>(starts), reinterpret_cast<uptr>(starts + 1)};
}

Range threadMaker() { return __pthread_create ? codeAround(reinterpret_cast<uptr>(__pthread_create)) : Range(); }

void holdThreadStarts() { __atomic_store_n(&thread_start::held, true, __ATOMIC_RELEASE); }
void releaseThreadStarts() { __atomic_store_n(&thread_start::held, false, __ATOMIC_RELEASE); }

void forgetThreadStarts() {
  releaseThreadStarts();
  for (thread_start::Start &start : thread_start::starts)
    thread_start::giveBack(start);
}

} // namespace refsan

// While no place is free. Frames that are further in count (see live_parts_linux.cpp: what the wrapper calls does not).
__attribute__((noinline)) static int createAsItIs(pthread_t *thread, const pthread_attr_t *attributes,
                                                  StartFunction function, void *arg) {
  return refsan::thread_start::realCreate()(thread, attributes, function, arg);
}

// Returns what pthread_create() does. Inlined: the check knows those who make threads by their functions.
__attribute__((always_inline)) static inline int createThread(pthread_t *thread, const pthread_attr_t *attributes,
                                                              StartFunction function, void *arg, bool is_c11) {
  using namespace refsan::thread_start;
  CreateFunction *create = realCreate();
  if (!create)
    return EAGAIN;
  Start *start = take(function, arg, is_c11);
  waitWhileHeld();
  // The library keeps what it allocates with the stacks of ended threads, for those to come: no leak.
  refsan::disableThread();
  int error = start ? create(thread, attributes, begin, start) : createAsItIs(thread, attributes, function, arg);
  refsan::enableThread();
  if (error && start)
    giveBack(*start);
  return error;
}

extern "C" {
// Parameters and errors are pthread_create()'s.
__attribute__((weak, visibility("default"))) int pthread_create(pthread_t *__restrict thread,
                                                                const pthread_attr_t *__restrict attributes,
                                                                StartFunction function, void *__restrict arg) noexcept {
  return createThread(thread, attributes, function, arg, false);
}

__attribute__((weak, visibility("default"))) int thrd_create(thrd_t *thread, thrd_start_t function, void *arg) {
  int error =
      createThread(thread, nullptr, reinterpret_cast<StartFunction>(reinterpret_cast<void *>(function)), arg, true);
  return error == 0 ? thrd_success : error == ENOMEM ? thrd_nomem : thrd_error;
}
}
