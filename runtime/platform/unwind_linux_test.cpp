//===- unwind_linux_test.cpp - stacks through all kinds of frames ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unwinding from callbacks of libraries without frame pointers, from signal
// handlers, and through functions that keep their frames by other registers.
//
//===----------------------------------------------------------------------===//

#include "platform/unwind.h"

#include "platform/modules.h"

#include <algorithm>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <string>
#include <thread>
#include <ucontext.h>
#include <vector>

using namespace refsan;

namespace {

struct Stack {
  UnwindFrame frames[64];
  u32 count = 0;
  // Is a return address inside [function, function + size)?
  bool has(const void *function, usize size = 400) const {
    auto begin = reinterpret_cast<uptr>(function);
    return std::any_of(frames, frames + count,
                       [&](const UnwindFrame &frame) { return frame.pc - 1 >= begin && frame.pc - 1 < begin + size; });
  }
  bool risesByCfa() const {
    for (u32 i = 1; i < count; ++i)
      if (frames[i].cfa != 0 && frames[i].cfa <= frames[i - 1].cfa)
        return false;
    return true;
  }
};
Stack g_stack;

__attribute__((noinline)) void take() {
  g_stack.count = unwindHere(g_stack.frames, 64);
  __asm__ volatile("");
}

__attribute__((noinline)) int compareAndTake(const void *a, const void *b) {
  take();
  __asm__ volatile("");
  return *static_cast<const int *>(a) - *static_cast<const int *>(b);
}

__attribute__((noinline)) void sortSome() {
  int numbers[] = {3, 1, 2};
  qsort(numbers, 3, sizeof(int), compareAndTake);
  __asm__ volatile("" ::"r"(numbers) : "memory");
}

__attribute__((noinline)) void withDynamicFrame(usize size) {
  volatile char *bytes = static_cast<char *>(__builtin_alloca(size));
  bytes[0] = 1;
  take();
  __asm__ volatile("" ::"r"(bytes) : "memory");
}

struct alignas(64) Wide {
  char bytes[64];
};
__attribute__((noinline)) void withRealignedStack(int depth) {
  Wide wide;
  __asm__ volatile("" ::"r"(&wide) : "memory");
  if (depth > 0)
    withRealignedStack(depth - 1);
  else
    take();
  __asm__ volatile("" ::"r"(&wide) : "memory");
}

void onSignal(int) { take(); }

} // namespace

TEST(Unwind, StartsWithTheCallerAndReachesTheStart) {
  take();
  ASSERT_GE(g_stack.count, 4u);
  EXPECT_TRUE(g_stack.frames[0].pc > reinterpret_cast<uptr>(&take) &&
              g_stack.frames[0].pc < reinterpret_cast<uptr>(&take) + 100);
  EXPECT_TRUE(g_stack.risesByCfa());
  EXPECT_EQ(g_stack.frames[g_stack.count - 1].cfa, 0u); // _start has no caller
}

TEST(Unwind, PassesALibraryWithoutFramePointers) {
  sortSome();
  EXPECT_TRUE(g_stack.has(reinterpret_cast<void *>(&compareAndTake)));
  EXPECT_TRUE(g_stack.has(reinterpret_cast<void *>(&sortSome)));
  EXPECT_TRUE(g_stack.risesByCfa());
}

TEST(Unwind, PassesDynamicAndRealignedFrames) {
  withDynamicFrame(1000);
  EXPECT_TRUE(g_stack.has(reinterpret_cast<void *>(&withDynamicFrame)));
  ASSERT_GE(g_stack.count, 5u);
  withRealignedStack(3);
  EXPECT_GE(std::count_if(g_stack.frames, g_stack.frames + g_stack.count,
                          [](const UnwindFrame &frame) {
                            auto begin = reinterpret_cast<uptr>(&withRealignedStack);
                            return frame.pc > begin && frame.pc < begin + 300;
                          }),
            4);
  EXPECT_TRUE(g_stack.risesByCfa());
}

TEST(Unwind, PassesASignalHandler) {
#ifdef __SANITIZE_THREAD__
  GTEST_SKIP() << "ThreadSanitizer calls the handler later, from somewhere else";
#endif
  signal(SIGUSR1, onSignal);
  raise(SIGUSR1);
  signal(SIGUSR1, SIG_DFL);
  EXPECT_TRUE(g_stack.has(reinterpret_cast<void *>(&onSignal)));
  EXPECT_TRUE(g_stack.has(reinterpret_cast<void *>(&raise)) || g_stack.has(dlsym(RTLD_DEFAULT, "pthread_kill")));
  Stack here;
  here.count = unwindHere(here.frames, 64);
  EXPECT_EQ(g_stack.frames[g_stack.count - 1].pc, here.frames[here.count - 1].pc);
}

TEST(Unwind, PassesASignalHandlerOnAnAlternateStack) {
  std::vector<char> memory(64 * 1024);
  stack_t alternate = {memory.data(), 0, memory.size()}, old;
  ASSERT_EQ(sigaltstack(&alternate, &old), 0);
  struct sigaction action = {};
  action.sa_handler = onSignal;
  action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &action, nullptr);
  raise(SIGUSR1);
  signal(SIGUSR1, SIG_DFL);
  sigaltstack(&old, nullptr);
  Stack here;
  here.count = unwindHere(here.frames, 64);
  EXPECT_EQ(g_stack.frames[g_stack.count - 1].pc, here.frames[here.count - 1].pc);
}

TEST(Unwind, EndsAThreadAtItsStart) {
  std::thread([] { sortSome(); }).join();
  EXPECT_TRUE(g_stack.has(reinterpret_cast<void *>(&sortSome)));
  EXPECT_TRUE(g_stack.risesByCfa());
  EXPECT_EQ(g_stack.frames[g_stack.count - 1].cfa, 0u);
}

TEST(Unwind, StartsWhereTheCursorIs) {
  Stack here;
  here.count = unwindHere(here.frames, 64);
  UnwindCursor cursor;
  cursor.pc = reinterpret_cast<uptr>(__builtin_return_address(0));
  cursor.sp = reinterpret_cast<uptr>(__builtin_frame_address(0)) + 16;
  cursor.fp = *static_cast<uptr *>(__builtin_frame_address(0));
  Stack from;
  from.count = unwindFrom(cursor, from.frames, 64);
  EXPECT_EQ(from.count, here.count - 1);
  EXPECT_EQ(from.frames[0].pc, here.frames[1].pc);
  EXPECT_EQ(from.frames[2].cfa, here.frames[3].cfa);
}

// The second time, most frames' rules are remembered.
TEST(Unwind, AgainGivesTheSame) {
  std::vector<std::vector<uptr>> seen(2);
  for (auto &frames : seen) {
    withDynamicFrame(1000);
    sortSome();
    for (u32 i = 0; i < g_stack.count; ++i)
      frames.push_back(g_stack.frames[i].cfa);
  }
  EXPECT_GE(seen[0].size(), 5u);
  EXPECT_EQ(seen[0], seen[1]);
}

TEST(Unwind, StopsAtTheLimit) {
  UnwindFrame frames[3];
  EXPECT_EQ(unwindHere(frames, 2), 2u);
  EXPECT_EQ(unwindHere(frames, 0), 0u);
}

TEST(Unwind, SurvivesABadStack) {
  UnwindCursor cursor;
  cursor.pc = reinterpret_cast<uptr>(&take) + 8;
  for (uptr bad : {uptr(0), uptr(8), uptr(0x7fffffffff00), ~uptr(15)}) {
    cursor.sp = cursor.fp = bad;
    UnwindFrame frames[8];
    EXPECT_LE(unwindFrom(cursor, frames, 8), 2u);
  }
}
