//===- threads_linux_test.cpp - stopping real threads ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that spin, sleep in the kernel, block all signals, run on alternate
// stacks; what their stopped state says; and that they go on afterwards.
//
//===----------------------------------------------------------------------===//

#include "platform/threads.h"

#include "platform/memory.h"
#include "platform/threads_fixture.h"

#include <atomic>
#include <chrono>
#include <cpuid.h>
#include <errno.h>
#include <gtest/gtest.h>
#include <memory>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <ucontext.h>
#include <unistd.h>
#include <vector>

using namespace refsan;

namespace {

// ThreadSanitizer has a thread of its own that no instrumented handler may run on.
class Threads : public testing::Test {
protected:
#ifdef __SANITIZE_THREAD__
  void SetUp() override { GTEST_SKIP() << "not under ThreadSanitizer"; }
#endif
};
using ThreadsDeathTest = Threads;

constexpr u32 kDeadline = 5000;

void blockEverything() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

bool holds(const void *bytes, usize size, uptr word) {
  for (usize at = 0; at + sizeof(word) <= size; at += sizeof(word))
    if (memcmp(static_cast<const char *>(bytes) + at, &word, sizeof(word)) == 0)
      return true;
  return false;
}

} // namespace

TEST_F(Threads, NothingToStop) {
  StopResult result = stopOtherThreads(kDeadline);
  EXPECT_TRUE(result.listed);
  EXPECT_EQ(result.size, 0u);
  EXPECT_EQ(result.unstoppable, 0u);
  resumeOtherThreads();
}

TEST_F(Threads, StopsAllKinds) {
  std::atomic<u64> work{0};
  Crowd crowd;
  crowd.add(2, [&](std::atomic<bool> &stop) {
    while (!stop)
      work++;
  });
  crowd.add(2, [&](std::atomic<bool> &stop) {
    blockEverything();
    while (!stop)
      work++;
  });
  crowd.add(2, [&](std::atomic<bool> &stop) {
    while (!stop)
      usleep(100);
  });
  sem_t never;
  sem_init(&never, 0, 0);
  crowd.add(2, [&](std::atomic<bool> &) {
    while (sem_wait(&never) != 0)
      ;
  });
  for (int round = 0; round < 50; ++round) {
    errno = 77;
    StopResult result = stopOtherThreads(kDeadline);
    u64 before = work;
    i32 self = currentThreadId();
    usize size = result.size, unstoppable = result.unstoppable;
    bool good = true;
    for (usize i = 0; i < size; ++i) {
      const ThreadState &thread = result.data[i];
      good &= thread.stopped && thread.tid != self && thread.stack.contains(thread.stack_pointer) &&
              thread.stack.end - thread.stack_pointer <= (9u << 20) && thread.thread_pointer != 0 &&
              thread.stack.contains(thread.thread_pointer) && thread.other_stack.end == 0 && !thread.is_main;
    }
    usleep(1000);
    u64 after = work;
    resumeOtherThreads();
    ASSERT_EQ(errno, 77);
    ASSERT_EQ(size, 8u);
    ASSERT_EQ(unstoppable, 0u);
    ASSERT_TRUE(good);
    ASSERT_EQ(before, after) << "a thread ran on";
  }
  u64 before = work;
  for (int waited = 0; work == before && waited < 3000; ++waited) // others may have the processors
    usleep(10000);
  EXPECT_GT(work, before) << "threads did not go on";
  sem_post(&never);
  sem_post(&never);
}

TEST_F(Threads, ThreadsThatComeAndGo) {
  std::atomic<bool> stop{false};
  std::thread spawner([&] {
    while (!stop)
      std::thread([] {}).join();
  });
  for (int round = 0; round < 200; ++round) {
    StopResult result = stopOtherThreads(kDeadline);
    bool good = result.listed && result.unstoppable == 0 && result.size >= 1 && result.size <= 3;
    resumeOtherThreads();
    ASSERT_TRUE(good);
  }
  stop = true;
  spawner.join();
}

TEST_F(Threads, StopsTheFirstThreadFromAnother) {
  bool main_seen = false, arguments_seen = false;
  extern char **environ;
  std::thread([&] {
    StopResult result = stopOtherThreads(kDeadline);
    for (usize i = 0; i < result.size; ++i)
      if (result.data[i].is_main && result.data[i].tid == getpid()) {
        main_seen = true;
        arguments_seen = result.data[i].stack.contains(reinterpret_cast<uptr>(environ[0]));
      }
    resumeOtherThreads();
  }).join();
  EXPECT_TRUE(main_seen);
  EXPECT_TRUE(arguments_seen);
}

// Keeps a word in one register only.
static std::atomic<bool> spins;
#define SPIN_WITH(Setup, Clobber)                                                                                      \
  __asm__ volatile(Setup "\n movb $1, %2\n1: pause\n cmpb $0, (%1)\n je 1b\n" ::"r"(word), "r"(stop), "m"(spins)       \
                   : "memory", Clobber)

__attribute__((noinline, target("avx"))) static void spinWithYmm(uptr word, std::atomic<bool> *stop) {
  SPIN_WITH("vmovq %0, %%xmm7\n vpermilpd $0, %%xmm7, %%xmm7\n vinsertf128 $1, %%xmm7, %%ymm7, %%ymm7\n"
            "vxorpd %%xmm6, %%xmm6, %%xmm6\n vblendpd $3, %%ymm6, %%ymm7, %%ymm7\n xor %0, %0",
            "ymm7");
}
__attribute__((noinline, target("avx512f"))) static void spinWithZmm(uptr word, std::atomic<bool> *stop) {
  SPIN_WITH("vpbroadcastq %0, %%zmm23\n xor %0, %0", "zmm23");
}
__attribute__((noinline)) static void spinWithXmm(uptr word, std::atomic<bool> *stop) {
  SPIN_WITH("movq %0, %%xmm5\n xor %0, %0", "xmm5");
}
__attribute__((noinline)) static void spinWithRegister(uptr word, std::atomic<bool> *stop) {
  SPIN_WITH("mov %0, %%r13\n xor %0, %0", "r13");
}

static void expectWordInState(void (*spin)(uptr, std::atomic<bool> *), bool in_vectors) {
  constexpr uptr kWord = 0x1234567890abcdef;
  Crowd crowd;
  spins = false;
  crowd.add(1, [&](std::atomic<bool> &stop) { spin(kWord, &stop); });
  while (!spins)
    usleep(100);
  StopResult result = stopOtherThreads(kDeadline);
  bool found =
      result.size == 1 && (in_vectors ? holds(result.data[0].vectors, sizeof(result.data[0].vectors), kWord)
                                      : holds(result.data[0].registers, sizeof(result.data[0].registers), kWord));
  resumeOtherThreads();
  EXPECT_TRUE(found);
}

TEST_F(Threads, RegistersAreSeen) {
  expectWordInState(spinWithRegister, false);
  expectWordInState(spinWithXmm, true);
}

TEST_F(Threads, WideRegistersAreSeen) {
  if (__builtin_cpu_supports("avx"))
    expectWordInState(spinWithYmm, true);
  if (__builtin_cpu_supports("avx512f"))
    expectWordInState(spinWithZmm, true);
}

TEST_F(Threads, OwnStackUnderAnAlternateStack) {
  static std::atomic<bool> *handler_stop;
  static std::atomic<bool> inside;
  static std::atomic<uptr> frame;
  Crowd crowd;
  inside = false;
  crowd.add(1, [](std::atomic<bool> &stop) {
    handler_stop = &stop;
    std::vector<char> memory(64 * 1024);
    stack_t alternate = {memory.data(), 0, memory.size()}, old;
    sigaltstack(&alternate, &old);
    struct sigaction action = {};
    action.sa_flags = SA_ONSTACK;
    action.sa_handler = [](int) {
      inside = true;
      while (!*handler_stop)
        ;
    };
    sigaction(SIGUSR1, &action, nullptr);
    volatile char local = 0;
    frame = reinterpret_cast<uptr>(&local);
    raise(SIGUSR1);
    sigaltstack(&old, nullptr);
  });
  while (!inside)
    std::this_thread::yield();
  StopResult result = stopOtherThreads(kDeadline);
  bool good = result.size == 1 && result.data[0].other_stack.contains(frame) &&
              result.data[0].other_stack.size() < 4096 * 4 && !result.data[0].stack.contains(frame);
  resumeOtherThreads();
  EXPECT_TRUE(good);
}

TEST_F(Threads, OwnStackUnderACoroutine) {
  static ucontext_t thread_context, coroutine_context;
  static std::atomic<bool> *coroutine_stop;
  static std::atomic<bool> inside;
  static std::atomic<uptr> frame;
  Crowd crowd;
  inside = false;
  crowd.add(1, [](std::atomic<bool> &stop) {
    coroutine_stop = &stop;
    std::vector<char> memory(64 * 1024);
    getcontext(&coroutine_context);
    coroutine_context.uc_stack.ss_sp = memory.data();
    coroutine_context.uc_stack.ss_size = memory.size();
    coroutine_context.uc_link = &thread_context;
    auto body = [] {
      inside = true;
      while (!*coroutine_stop)
        ;
    };
    makecontext(&coroutine_context, body, 0);
    volatile char local = 0;
    frame = reinterpret_cast<uptr>(&local);
    swapcontext(&thread_context, &coroutine_context);
  });
  while (!inside)
    std::this_thread::yield();
  StopResult result = stopOtherThreads(kDeadline);
  bool good = result.size == 1 && result.data[0].other_stack.contains(frame) && !result.data[0].stack.contains(frame);
  Range other = result.size ? result.data[0].other_stack : Range{};
  u64 word;
  bool readable = readMemory(other.begin, &word, sizeof(word)) && readMemory(other.end - 8, &word, sizeof(word));
  resumeOtherThreads();
  EXPECT_TRUE(good);
  EXPECT_TRUE(readable);
}

// The kernel keeps listing a first thread that has ended.
TEST_F(ThreadsDeathTest, TheFirstThreadHasEnded) {
  auto child = [] {
    std::thread([] {
      waitForState(getpid(), 'Z');
      auto start = std::chrono::steady_clock::now();
      StopResult result = stopOtherThreads(kDeadline);
      auto took = std::chrono::steady_clock::now() - start;
      _exit(result.size == 0 && result.unstoppable == 0 && took < std::chrono::seconds(1) ? 0 : 1);
    }).detach();
    syscall(SYS_exit, 0); // pthread_exit() would unwind through the test
  };
  EXPECT_EXIT(child(), testing::ExitedWithCode(0), "");
}

TEST_F(Threads, BoundsOfTheOwnStack) {
  int local;
  EXPECT_TRUE(currentStackBounds().contains(reinterpret_cast<uptr>(&local)));
  EXPECT_FALSE(currentStackBounds().contains(reinterpret_cast<uptr>(std::make_unique<int>().get())));
  std::thread([&] {
    int mine;
    Range bounds = currentStackBounds();
    EXPECT_TRUE(bounds.contains(reinterpret_cast<uptr>(&mine)));
    EXPECT_FALSE(bounds.contains(reinterpret_cast<uptr>(&local)));
    pthread_attr_t attributes;
    void *address;
    size_t size;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_destroy(&attributes);
    EXPECT_EQ(bounds.end, reinterpret_cast<uptr>(address) + size);
    EXPECT_EQ(stackFrom(reinterpret_cast<uptr>(&mine)).end, bounds.end);
  }).join();
}

TEST_F(Threads, BoundsOfAForeignStack) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  std::vector<char> memory(256 * 1024 + 48);
  pthread_attr_setstack(&attributes, memory.data() + 16, 256 * 1024);
  pthread_t thread;
  auto body = [](void *arg) -> void * {
    int local;
    *static_cast<Range *>(arg) = currentStackBounds();
    EXPECT_TRUE(currentStackBounds().contains(reinterpret_cast<uptr>(&local)));
    return nullptr;
  };
  Range bounds;
  ASSERT_EQ(pthread_create(&thread, &attributes, body, &bounds), 0);
  pthread_join(thread, nullptr);
  EXPECT_EQ(bounds.begin, reinterpret_cast<uptr>(memory.data() + 16));
  EXPECT_EQ(bounds.end, bounds.begin + 256 * 1024);
}

TEST_F(ThreadsDeathTest, BoundsInAForkOfAThread) {
  int status = -1;
  std::thread([&] {
    pid_t child = fork();
    if (child == 0) {
      int local;
      bool good = currentStackBounds().contains(reinterpret_cast<uptr>(&local)) && isMainThread();
      std::thread([&] {
        StopResult result = stopOtherThreads(kDeadline);
        good &= result.size == 1 && result.data[0].is_main && result.data[0].other_stack.end == 0 &&
                result.data[0].stack.contains(reinterpret_cast<uptr>(&local)) &&
                result.data[0].stack.size() < (9u << 20);
        resumeOtherThreads();
      }).join();
      _exit(good ? 0 : 1);
    }
    waitpid(child, &status, 0);
  }).join();
  EXPECT_EQ(status, 0);
}

TEST_F(Threads, SetUidStillWorksAfterAStop) {
  Crowd crowd;
  crowd.add(2, [](std::atomic<bool> &stop) {
    while (!stop)
      usleep(100);
  });
  EXPECT_EQ(setuid(getuid()), 0); // installs glibc's own handler
  stopOtherThreads(kDeadline);
  resumeOtherThreads();
  EXPECT_EQ(setuid(getuid()), 0);
}

TEST_F(Threads, SaysWhoseSignalIsBlockedByForce) {
  std::atomic<i32> sleeper{0};
  Crowd crowd;
  crowd.add(1, [&](std::atomic<bool> &stop) {
    u64 all = ~u64(0);
    syscall(14 /* rt_sigprocmask */, SIG_SETMASK, &all, nullptr, 8); // not by glibc: blocks our signal, too
    sleeper = gettid();
    while (!stop)
      usleep(300000);
    u64 none = 0;
    syscall(14, SIG_SETMASK, &none, nullptr, 8);
  });
  while (!sleeper)
    usleep(100);
  waitForState(sleeper, 'S');
  StopResult result = stopOtherThreads(50);
  bool good = result.size == 1 && result.unstoppable == 1 && !result.data[0].stopped;
  Range stack = result.size ? result.data[0].stack : Range{};
  resumeOtherThreads();
  EXPECT_TRUE(good);
  EXPECT_GT(stack.size(), 0u); // it slept in the kernel, which knows its stack pointer
}
