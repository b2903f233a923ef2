//===- live_parts_linux_test.cpp - parts of real threads ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/live_parts.h"

#include "platform/heap.h"
#include "platform/memory.h"
#include "platform/modules.h"
#include "platform/thread_walk.h"
#include "platform/threads.h"
#include "platform/threads_fixture.h"

#include <atomic>
#include <dirent.h>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string>
#include <unistd.h>

using namespace refsan;

namespace {

// Words that a thread shows are made when it runs, so that they are nowhere else. Others for each thread: the next one
// may get the stack of the one before.
uptr secret = 0x5ec8e7'0000, other = 0x07be8'0000;

std::atomic<bool> inside, stop;

#define RUNTIME __attribute__((noinline, section("refsan_test_text")))
extern "C" const char __start_refsan_test_text[], __stop_refsan_test_text[];
const Range kRuntime = {reinterpret_cast<uptr>(__start_refsan_test_text),
                        reinterpret_cast<uptr>(__stop_refsan_test_text)};

// Calls nothing, and has a variable below the stack pointer, also where a sanitizer would give it a frame.
__attribute__((noinline)) void spin() {
  inside = true;
  while (!stop)
    __asm__ volatile("movq $1, -8(%%rsp)" : : : "memory");
}

// As the runtime's: a block in a local variable and in a register.
RUNTIME void workInRuntime(uptr block) {
  volatile uptr local = block;
  inside = true;
  while (!stop)
    __asm__ volatile("" : : "r"(block));
  (void)local;
}
__attribute__((noinline)) void callRuntime(uptr own, uptr block) {
  volatile uptr local = own;
  workInRuntime(block);
  (void)local;
}

bool holds(Range words, uptr word) {
  for (uptr at = (words.begin + 7) & ~uptr(7); at + sizeof(word) <= words.end; at += sizeof(word)) {
    uptr here;
    if (readMemory(at, &here, sizeof(here)) && here == word)
      return true;
  }
  return false;
}
template <typename T> bool holdsIn(const T &words, uptr word) {
  return holds({reinterpret_cast<uptr>(&words), reinterpret_cast<uptr>(&words + 1)}, word);
}

// Whether the only other thread sleeps, as /proc has it.
bool otherSleeps() {
  bool sleeps = false;
  DIR *tasks = opendir("/proc/self/task");
  while (const dirent *task = tasks ? readdir(tasks) : nullptr) {
    if (task->d_name[0] == '.' || atoi(task->d_name) == gettid())
      continue;
    sleeps = stateOfThread(atoi(task->d_name)) == 'S';
  }
  if (tasks)
    closedir(tasks);
  return sleeps;
}

// What was seen while the thread stood still.
struct Seen {
  LiveParts parts;
  bool stopped = false, on_stack = false, other_on_stack = false, other_in_call = false, red_zone = false;
  Range whole;
};

class LivePartsOf : public testing::Test {
protected:
#ifdef __SANITIZE_THREAD__
  void SetUp() override { GTEST_SKIP() << "not under ThreadSanitizer"; }
#endif
  // Runs `body` in a thread, and looks at it once `inside` is set, or once it sleeps.
  Seen look(void *(*body)(void *), void *arg = nullptr, bool signals_readiness = true) {
    inside = stop = false;
    secret += 16, other += 16;
    pthread_t thread;
    pthread_create(&thread, nullptr, body, arg);
    while (signals_readiness ? !inside : !otherSleeps())
      usleep(100);
    usleep(20000);
    static ModuleList modules; // libc's functions may be asked for them only now
    modules = listModules();
    const Module *libc = findModule(modules, reinterpret_cast<uptr>(__libc_malloc));
    Seen seen;
    StopResult result = stopOtherThreads(5000);
    if (result.size == 1 && result.data[0].stopped && libc) {
      seen.stopped = true;
      seen.parts = livePartsOf(result.data[0], {libc->image, {}, kRuntime});
      seen.whole = result.data[0].stack;
      seen.red_zone = seen.parts.stack.begin < result.data[0].stack_pointer;
      seen.on_stack = holds(seen.parts.stack, secret + 1);
      seen.other_on_stack = holds(seen.parts.stack, other + 1);
      seen.other_in_call = holds(seen.parts.call_stack, other + 1) || holdsIn(seen.parts.call_registers, other + 1);
    }
    resumeOtherThreads();
    stop = true;
    if (!signals_readiness)
      pthread_cancel(thread);
    pthread_join(thread, nullptr);
    EXPECT_TRUE(seen.stopped);
    return seen;
  }
};

} // namespace

TEST_F(LivePartsOf, AThreadThatRunsNeedsAll) {
  Seen seen = look([](void *) -> void * { return spin(), nullptr; });
  EXPECT_EQ(seen.parts.stack.begin, seen.whole.begin);
  EXPECT_EQ(seen.parts.thread_locals, LiveTls::All);
  EXPECT_TRUE(seen.red_zone);
  EXPECT_EQ(seen.parts.call_pc, 0u);
}

TEST_F(LivePartsOf, WhatTheRuntimeWorksWithIsNotThePrograms) {
  Seen seen = look([](void *) -> void * {
    callRuntime(secret + static_cast<uptr>(inside) + 1, other + static_cast<uptr>(inside) + 1);
    return nullptr;
  });
  EXPECT_TRUE(seen.on_stack);
  EXPECT_FALSE(seen.other_on_stack);
  EXPECT_FALSE(holdsIn(seen.parts.registers, other + 1));
  EXPECT_FALSE(holdsIn(seen.parts.vectors, other + 1));
  EXPECT_TRUE(seen.other_in_call);
  EXPECT_NE(seen.parts.call_pc, 0u);
}

TEST_F(LivePartsOf, ARegisterOfTheCallersIsNotLostInACall) {
  Seen seen = look([](void *) -> void * {
    uptr kept = secret + static_cast<uptr>(inside) + 1;
    register uptr rbx __asm__("r12") = kept;
    __asm__ volatile("" : "+r"(rbx));
    callRuntime(other, other + 1 - static_cast<uptr>(inside));
    __asm__ volatile("" : "+r"(rbx));
    return nullptr;
  });
  EXPECT_TRUE(seen.on_stack || holdsIn(seen.parts.registers, secret + 1));
}

TEST_F(LivePartsOf, AHandlerOnTopOfTheRuntimeIsThePrograms) {
  struct sigaction action = {}, old;
  action.sa_handler = [](int) {
    callRuntime(secret + static_cast<uptr>(inside) + 1, other + static_cast<uptr>(inside) + 1);
  };
  sigaction(SIGUSR1, &action, &old);
  Seen seen = look([](void *) -> void * {
    struct Raise {
      RUNTIME static void now() { raise(SIGUSR1); }
    };
    Raise::now();
    return nullptr;
  });
  sigaction(SIGUSR1, &old, nullptr);
  EXPECT_TRUE(seen.on_stack);
  EXPECT_FALSE(seen.other_on_stack);
}

TEST_F(LivePartsOf, AThreadThatWaitsInTheKernelNeedsWhatFunctionsKeep) {
  Seen seen = look(
      [](void *) -> void * {
        volatile uptr local = secret + static_cast<uptr>(inside) + 1;
        while (!stop)
          pause();
        (void)local;
        return nullptr;
      },
      nullptr, false);
  EXPECT_TRUE(seen.on_stack);
  EXPECT_FALSE(holdsIn(seen.parts.vectors, other + 1));
  EXPECT_FALSE(seen.red_zone);
  EXPECT_EQ(seen.parts.thread_locals, LiveTls::All);
}

// No frame is the program's: as in a thread that has ended but for the kernel's part.
TEST_F(LivePartsOf, AThreadOfTheLibrarysAloneNeedsNothing) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer begins threads in the executable";
#endif
  auto *wait = reinterpret_cast<void *(*)(void *)>(dlsym(RTLD_DEFAULT, "pause"));
  ASSERT_NE(wait, nullptr);
  Seen seen = look(wait, nullptr, false);
  EXPECT_EQ(seen.parts.stack.size(), 0u);
  EXPECT_EQ(seen.parts.thread_locals, LiveTls::None);
  EXPECT_FALSE(holdsIn(seen.parts.vectors, other + 1));
}
