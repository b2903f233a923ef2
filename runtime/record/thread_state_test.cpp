//===- thread_state_test.cpp - what the runtime keeps a thread --*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/thread_state.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

using namespace refsan;

namespace {

class ThreadStates : public testing::Test {
protected:
  static void SetUpTestSuite() {
    static bool started = recorder() || startRecorders();
    ASSERT_TRUE(started);
  }
  static void allocate(uptr block, usize size) {
    Recorder &mine = *recorder();
    if (countAllocation(mine, block, size))
      foldLiveBytes(mine);
  }
  static void release(uptr block, usize size) {
    Recorder &mine = *recorder();
    if (countFree(mine, block, size))
      foldLiveBytes(mine);
  }
};

TEST_F(ThreadStates, Temporary) {
  Counters before = sumCounters();
  allocate(16, 10);
  allocate(32, 10);
  release(16, 10);
  release(32, 10);
  Counters after = sumCounters();
  EXPECT_EQ(after.allocations - before.allocations, 2u);
  EXPECT_EQ(after.frees - before.frees, 2u);
  EXPECT_EQ(after.temporary - before.temporary, 1u);
  EXPECT_EQ(after.live_bytes, before.live_bytes);
}

TEST_F(ThreadStates, PeakOfOneThreadIsExact) {
  u64 before = sumCounters().live_bytes;
  for (uptr i = 1; i <= 1000; ++i)
    allocate(i * 16, 1000);
  EXPECT_EQ(sumCounters().live_bytes, before + 1000000);
  for (uptr i = 1; i <= 1000; ++i)
    release(i * 16, 1000);
  EXPECT_EQ(sumCounters().live_bytes, before);
  EXPECT_EQ(sumCounters().peak_bytes, before + 1000000);
}

TEST_F(ThreadStates, WhatDeadThreadsCountedStays) {
  Counters before = sumCounters();
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i)
    threads.emplace_back([] {
      for (uptr at = 1; at <= 100; ++at)
        allocate(at * 16, 5);
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(sumCounters().allocations - before.allocations, 2000u);
  EXPECT_EQ(sumCounters().live_bytes - before.live_bytes, 10000u);
}

TEST_F(ThreadStates, StatesAreUsedAgain) {
  Recorder *first = nullptr;
  std::thread([&] { first = recorder(); }).join();
  bool again = false;
  for (int i = 0; i < 50 && !again; ++i)
    std::thread([&] { again = recorder() == first; }).join();
  EXPECT_TRUE(again);
}

TEST_F(ThreadStates, PausedThreadHasNone) {
  Recorder *mine = recorder();
  pauseThread();
  EXPECT_EQ(recorder(), nullptr);
  resumeThread();
  EXPECT_EQ(recorder(), mine);
}

TEST_F(ThreadStates, ReallocsAreWaitedFor) {
  bool entered = false, go_on = false;
  std::thread other([&] {
    Recorder &mine = *recorder();
    enterRealloc(mine);
    __atomic_store_n(&entered, true, __ATOMIC_SEQ_CST);
    while (!__atomic_load_n(&go_on, __ATOMIC_SEQ_CST))
      std::this_thread::yield();
    leaveRealloc(mine);
  });
  while (!__atomic_load_n(&entered, __ATOMIC_SEQ_CST))
    std::this_thread::yield();
  EXPECT_FALSE(holdReallocs(5));
  __atomic_store_n(&go_on, true, __ATOMIC_SEQ_CST);
  EXPECT_TRUE(holdReallocs(10000));
  releaseReallocs();
  other.join();
}

} // namespace
