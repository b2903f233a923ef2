//===- beside_linux.cpp - work on several processors ----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See beside.h. Unit tests under a sanitizer have to tell it of their threads and
// take the thread library's.
//
//===----------------------------------------------------------------------===//

#include "platform/beside.h"

#include "platform/memory.h"
#include "platform/syscall.h"
#include "platform/threads.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define REFSAN_BESIDE_PTHREADS 1
#include <pthread.h>
#endif
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <time.h>

namespace refsan {
namespace beside {
struct Thread {
  void (*f)(u32, void *);
  void *arg;
  u32 worker;
  i32 id; // the kernel clears it when the thread has ended
};
static Thread threads[kMostBeside];

__attribute__((used)) static void enter(Thread *thread) { thread->f(thread->worker, thread->arg); }

#ifdef REFSAN_BESIDE_PTHREADS
static void runAll(u32 count) {
  pthread_t handles[kMostBeside];
  auto start = [](void *thread) -> void * {
    enter(static_cast<Thread *>(thread));
    return nullptr;
  };
  for (u32 i = 1; i < count; ++i)
    pthread_create(&handles[i], nullptr, start, &threads[i]);
  enter(&threads[0]);
  for (u32 i = 1; i < count; ++i)
    pthread_join(handles[i], nullptr);
}
#else
constexpr usize kStackBytes = 128 << 10;

// The thread's stack begins where nobody returns to.
static bool start(Thread *thread, char *stack) {
  constexpr long kFlags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                          CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
  long result;
  register long child_id __asm__("r10") = rawAddress(&thread->id);
  register long thread_pointer __asm__("r8") = 0;
  register Thread *argument __asm__("r12") = thread;
  register void (*function)(Thread *) __asm__("r13") = enter;
  __asm__ volatile("syscall\n\t"
                   "test %%rax, %%rax\n\t"
                   "jnz 1f\n\t"
                   "mov %%r12, %%rdi\n\t"
                   "call *%%r13\n\t"
                   "mov %[exit], %%eax\n\t"
                   "xor %%edi, %%edi\n\t"
                   "syscall\n"
                   "1:"
                   : "=a"(result)
                   : "a"(SYS_clone), "D"(kFlags), "S"(stack + kStackBytes), "d"(&thread->id), "r"(child_id),
                     "r"(thread_pointer), "r"(argument), "r"(function), [exit] "i"(SYS_exit)
                   : "rcx", "r11", "memory");
  return result > 0;
}

static void waitFor(Thread &thread) {
  while (i32 id = __atomic_load_n(&thread.id, __ATOMIC_ACQUIRE))
    rawSyscall(SYS_futex, rawAddress(&thread.id), FUTEX_WAIT, id, 0);
}

// Signals but those of a thread's own faults, as the kernel's mask.
static u64 othersThanFaults() {
  u64 mask = ~u64(0);
  constexpr int kFaults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS, SIGTRAP};
  for (int fault : kFaults)
    mask &= ~(u64(1) << (fault - 1));
  return mask;
}

static void runAll(u32 count) {
  char *stacks = static_cast<char *>(mapPages(count * kStackBytes));
  u64 mask = othersThanFaults(), before = 0;
  rawSyscall(SYS_rt_sigprocmask, SIG_BLOCK, rawAddress(&mask), rawAddress(&before), sizeof mask);
  for (u32 i = 1; i < count && stacks; ++i)
    if (!start(&threads[i], stacks + i * kStackBytes))
      threads[i].id = 0;
  rawSyscall(SYS_rt_sigprocmask, SIG_SETMASK, rawAddress(&before), 0, sizeof before);
  enter(&threads[0]);
  for (u32 i = 1; i < count; ++i)
    waitFor(threads[i]);
  unmapPages(stacks, count * kStackBytes);
}
#endif
} // namespace beside

u32 usableProcessors() {
  u64 mask[16] = {};
  long bytes = rawSyscall(SYS_sched_getaffinity, 0, sizeof mask, rawAddress(mask));
  u32 count = 0;
  for (long i = 0; i < bytes / 8; ++i)
    for (u64 left = mask[i]; left; left &= left - 1)
      ++count;
  return count > kMostBeside ? kMostBeside : count ? count : 1;
}

void runBeside(u32 count, void (*f)(u32, void *), void *arg) {
  count = count > kMostBeside ? kMostBeside : count;
  for (u32 i = 0; i < count; ++i)
    beside::threads[i] = {f, arg, i, 0};
  beside::runAll(count);
}

void pauseBeside(u32 looks) {
  timespec moment = {0, 20'000};
  if (looks < 200)
    __builtin_ia32_pause();
  else
    rawSyscall(SYS_nanosleep, rawAddress(&moment), 0);
}

bool isBeside() {
  i32 self = currentThreadId();
  for (const beside::Thread &thread : beside::threads)
    if (__atomic_load_n(&thread.id, __ATOMIC_RELAXED) == self)
      return true;
  return false;
}

} // namespace refsan
