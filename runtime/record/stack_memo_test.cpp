//===- stack_memo_test.cpp - contexts without unwinding ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_memo.h"

#include "record/foreign_calls.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

using namespace refsan;

namespace {

const refsan_site kSite = {"a.c", "f", nullptr, 1, 1, 1, 0, 0};
const refsan_site kUser = {"b.c", "g", nullptr, 2, 2, 0, 0, 0};

// Like an entry point: its frame says who called it.
__attribute__((noinline)) u32 entryPoint(Recorder &recorder, const refsan_site *site) {
  uptr frame = reinterpret_cast<uptr>(__builtin_frame_address(0));
  recorder.allocations++;
  u64 hash = quickHash(recorder, site, frame);
  u32 id = findContextQuickly(recorder, hash);
  if (!id)
    id = site ? findSharedContext(recorder, site, frame, hash) : findForeignContext(recorder, frame, hash);
  if (!id)
    id = findContext(recorder, site, frame);
  __asm__ volatile("" : "+r"(id));
  return id;
}

__attribute__((noinline)) u32 fromOne(Recorder &recorder, const refsan_site *site) {
  u32 id = entryPoint(recorder, site);
  __asm__ volatile("" : "+r"(id));
  return id;
}
__attribute__((noinline)) u32 fromOther(Recorder &recorder, const refsan_site *site) {
  u32 id = entryPoint(recorder, site);
  __asm__ volatile("" : "+r"(id));
  return id;
}

class StackMemo : public testing::Test {
protected:
  static void SetUpTestSuite() {
    static bool started = recorder() || startRecorders();
    ASSERT_TRUE(started);
  }
  Recorder &mine() { return *recorder(); }
};

TEST_F(StackMemo, CallersAreToldApart) {
  u32 one = 0, other = 0;
  for (int i = 0; i < 1000; ++i) {
    u32 a = fromOne(mine(), nullptr), b = fromOther(mine(), nullptr);
    __asm__ volatile("" : "+r"(i)); // the first round is no code of its own
    if (i) {
      EXPECT_EQ(a, one);
      EXPECT_EQ(b, other);
    }
    one = a;
    other = b;
  }
  EXPECT_NE(one, other);
  uptr caller = contextOf(one)->frames[0];
  EXPECT_LT(caller - reinterpret_cast<uptr>(&fromOne), 200u);
}

TEST_F(StackMemo, WhatTheCodeSaidIsTold) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(contextOf(fromOne(mine(), &kSite))->site, &kSite);
    EXPECT_EQ(contextOf(fromOne(mine(), nullptr))->site, nullptr);
    __refsan_thread.context = &kUser;
    EXPECT_EQ(contextOf(fromOne(mine(), &kSite))->user, &kUser);
    __refsan_thread.context = nullptr;
    __refsan_thread.typed = &kUser;
    EXPECT_EQ(contextOf(fromOne(mine(), &kSite))->typed, &kUser);
    __refsan_thread.typed = nullptr;
  }
}

__attribute__((noinline)) u32 far(Recorder &recorder, int depth) {
  u32 id = depth ? far(recorder, depth - 1) : fromOne(recorder, &kSite);
  __asm__ volatile("" : "+r"(id));
  return id;
}
__attribute__((noinline)) u32 farOne(Recorder &recorder) {
  u32 id = far(recorder, 4);
  __asm__ volatile("" : "+r"(id));
  return id;
}
__attribute__((noinline)) u32 farOther(Recorder &recorder) {
  u32 id = far(recorder, 4);
  __asm__ volatile("" : "+r"(id));
  return id;
}

// The same key each time: by default, the memo takes one for the other now and then.
TEST_F(StackMemo, ExactStacksAreToldApart) {
  setStackMode(StackMode::Exact);
  std::set<u32> ones, others;
  mine().quick_until = 0;
  for (int i = 0; i < 10000; ++i) {
    ones.insert(farOne(mine()));
    others.insert(farOther(mine()));
  }
  setStackMode(StackMode::Memo);
  EXPECT_EQ(ones.size(), 1u);
  EXPECT_EQ(others.size(), 1u);
  EXPECT_NE(*ones.begin(), *others.begin());
}

// The frame of main is not known here: that nobody called what is outermost has to be found out.
TEST_F(StackMemo, NoneIsWrongWhereUnwindingShowsTheEnd) {
  setStackMode(StackMode::Verified);
  mine().quick_until = 0;
  u64 before = mine().wrong_stacks;
  for (int i = 0; i < 1000; ++i)
    fromOne(mine(), &kSite);
  EXPECT_EQ(mine().wrong_stacks, before); // one stack a key
  for (int i = 0; i < 10000; ++i) {
    farOne(mine());
    farOther(mine());
  }
  setStackMode(StackMode::Memo);
  EXPECT_EQ(mine().wrong_stacks, before);
}

// As main: what frame pointers lead to from below.
template <typename F> __attribute__((noinline)) u64 wrongBelow(Recorder &recorder, F f) {
  recorder.outermost_frame = reinterpret_cast<uptr>(__builtin_frame_address(0));
  setStackMode(StackMode::Verified);
  recorder.quick_until = 0;
  u64 before = recorder.wrong_stacks;
  f();
  setStackMode(StackMode::Memo);
  recorder.outermost_frame = 0;
  return recorder.wrong_stacks - before;
}

TEST_F(StackMemo, WholeStacksTellApartWhatSharesAKey) {
  u64 wrong = wrongBelow(mine(), [&] {
    for (int i = 0; i < 10000; ++i) {
      farOne(mine());
      farOther(mine());
    }
  });
  EXPECT_EQ(wrong, 0u);
}

__attribute__((noinline)) u32 laterOne(Recorder &recorder) {
  u32 id = farOne(recorder);
  __asm__ volatile("" : "+r"(id));
  return id;
}
__attribute__((noinline)) u32 laterOther(Recorder &recorder) {
  u32 id = farOne(recorder);
  __asm__ volatile("" : "+r"(id));
  return id;
}
// A key that was right for long is looked at now and then.
TEST_F(StackMemo, AnotherPlaceIsNoticed) {
  u64 wrong = wrongBelow(mine(), [&] {
    for (int i = 0; i < 10000; ++i)
      laterOne(mine());
    for (int i = 0; i < 100000; ++i)
      laterOther(mine());
  });
  EXPECT_GT(wrong, 0u);
  EXPECT_LT(wrong, 500u);
}

struct Walk {
  u64 calls = 0;
  std::set<u32> ids;
};
__attribute__((noinline)) void walkTree(Recorder &recorder, int depth, Walk &walk) {
  walk.ids.insert(entryPoint(recorder, nullptr));
  walk.calls++;
  if (depth == 0)
    return;
  walkTree(recorder, depth - 1, walk);
  walkTree(recorder, depth - 1, walk);
}

// Every path to a node of a tree is a stack of its own; there must not be a
// context for each.
TEST_F(StackMemo, RecursionHasFewContexts) {
  Walk walk;
  walkTree(mine(), 16, walk);
  EXPECT_GT(walk.calls, 100000u);
  EXPECT_LT(walk.ids.size(), 200u);
  for (u32 id : walk.ids)
    EXPECT_LT(contextOf(id)->frames[0] - reinterpret_cast<uptr>(&walkTree), 2000u);
}

__attribute__((noinline)) u32 deep(Recorder &recorder, int depth) {
  u32 id = depth ? deep(recorder, depth - 1) : entryPoint(recorder, nullptr);
  __asm__ volatile("" : "+r"(id));
  return id;
}

// Each level has a stack pointer of its own.
TEST_F(StackMemo, DeepRecursionIsNotUnwoundForever) {
  std::thread([&] {
    Recorder &recorder = mine();
    u64 left = 0;
    for (int round = 0; round < 20; ++round) {
      left = round == 1 ? recorder.budget : left;
      for (int depth = 0; depth < 1000; ++depth)
        deep(recorder, depth);
    }
    EXPECT_GT(left, 0u);
    EXPECT_GE(recorder.budget, left);
  }).join();
}

// Not a stack of the thread library's: nothing above the frame is read.
TEST_F(StackMemo, ForeignStack) {
  uptr words[8] = {~uptr(0), 0x1234, ~uptr(0), ~uptr(0), 0, 0x5678, 0, 0x9abc};
  Recorder recorder = {};
  recorder.stack_begin = 0x1000;
  recorder.stack_size = 0x1000;
  auto callers = [&] { return callersKey(recorder, false, reinterpret_cast<uptr>(words)); };
  u64 key = callers();
  words[0] = 0;
  EXPECT_EQ(callers(), key);
  // On the stack, but with a frame pointer that is none.
  recorder.stack_begin = reinterpret_cast<uptr>(words);
  recorder.stack_size = sizeof(words) - 16;
  words[0] = ~uptr(0);
  EXPECT_EQ(callers(), key);
  words[0] = reinterpret_cast<uptr>(words + 7); // no room for a frame
  EXPECT_EQ(callers(), key);
  words[0] = reinterpret_cast<uptr>(words + 4);
  EXPECT_NE(callers(), key);
}

// Of who called the library and has a frame pointer, a caller more is looked at, if that is on the stack.
TEST_F(StackMemo, CallersOfALibrary) {
  uptr words[10] = {0, 0x1111, ~uptr(0), 0x2222, 0, 0, 0, 0x3333, 0, 0};
  Recorder recorder = {};
  recorder.stack_begin = reinterpret_cast<uptr>(words);
  recorder.stack_size = sizeof(words) - 2 * sizeof(uptr);
  ForeignCalls calls = {7, reinterpret_cast<uptr>(words + 2), false};
  auto callers = [&] { return foreignCallersKey(recorder, recorder.stack_begin, calls); };
  u64 key = callers();
  words[2] = 0;
  EXPECT_EQ(callers(), key);
  words[2] = reinterpret_cast<uptr>(words + 9); // no room for a frame
  EXPECT_EQ(callers(), key);
  words[2] = reinterpret_cast<uptr>(words + 6);
  EXPECT_NE(callers(), key);
  key = callers();
  words[3]++;
  EXPECT_NE(callers(), key);
  key = callers();
  calls.between++;
  EXPECT_NE(callers(), key);
  calls.frame = 0;
  EXPECT_NE(callers(), key);
}

} // namespace
