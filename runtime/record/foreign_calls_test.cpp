//===- foreign_calls_test.cpp - over code without frame pointers -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/foreign_calls.h"

#include "record/stack_chain.h"

#include <gtest/gtest.h>

#include <stdlib.h>
#include <ucontext.h>

#include <thread>

using namespace refsan;

namespace {

constexpr u32 kEnough = 50;

// What a chain from here says before and after calls are known.
struct Seen {
  Chain before, after;
  u32 learnt;
};

__attribute__((noinline)) Seen look() {
  Seen seen = {};
  Recorder &mine = *recorder();
  forgetCalls(mine);
  uptr frame = reinterpret_cast<uptr>(__builtin_frame_address(0));
  seen.before = seen.after = chainOf(mine, frame, kEnough);
  while (seen.learnt < 8 && seen.after.end == ChainEnd::Broken) {
    learnCalls(mine, seen.after.last, false);
    seen.learnt++;
    seen.after = chainOf(mine, frame, kEnough);
  }
  return seen;
}

class ForeignCallsTest : public testing::Test {
protected:
  static void SetUpTestSuite() {
    static bool started = recorder() || startRecorders();
    ASSERT_TRUE(started);
  }
};

TEST_F(ForeignCallsTest, AThreadOfTheStandardLibraryHasAnEnd) {
  Seen seen = {};
  std::thread([&] { seen = look(); }).join();
  EXPECT_EQ(seen.after.end, ChainEnd::Outermost);
}

ucontext_t back, there;
Seen seen_there;
void onCoroutine() {
  seen_there = look();
  swapcontext(&there, &back);
}

TEST_F(ForeignCallsTest, ACoroutineHasAnEnd) {
  alignas(16) static char stack[64 << 10];
  getcontext(&there);
  there.uc_stack.ss_sp = stack;
  there.uc_stack.ss_size = sizeof(stack);
  there.uc_link = nullptr;
  makecontext(&there, onCoroutine, 0);
  swapcontext(&back, &there);
  EXPECT_EQ(seen_there.before.end, ChainEnd::Broken);
  EXPECT_EQ(seen_there.after.end, ChainEnd::Outermost);
}

// The words are the thread's stack, and the first two its innermost frame.
template <usize Count> void standOn(Recorder &recorder, uptr (&words)[Count]) {
  recorder.stack_begin = reinterpret_cast<uptr>(words);
  recorder.stack_size = sizeof(words) - 2 * sizeof(uptr);
}

constexpr uptr kReturn = 0x1111, kOther = 0x2222, kThird = 0x3333;

// The code at a return address has its caller's frame so many words further up (0: none), and keeps its rbp so far
// below it.
void know(Recorder &recorder, uptr pc, u32 words, u8 rbp_below = 0) {
  CallRow *set = recorder.call_rows[callRowSet(pc)];
  set[set[0].pc && set[0].pc != pc] = {pc, words, false, rbp_below};
}

// A frame that returns to a place of no code, with a word on the way.
TEST_F(ForeignCallsTest, WhatLiesBetweenIsCompared) {
  uptr words[8] = {0, kReturn, 0, kOther, 0, 0, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
  know(mine, kReturn, 2);
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
  know(mine, kOther, 0);
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Outermost);
  words[3] = kOther + 1;
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
  words[3] = kOther;
  forgetCalls(mine);
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
}

TEST_F(ForeignCallsTest, ThoseWhoCallWhatLiesBetweenAreToldApart) {
  uptr words[10] = {1, kReturn, 0, kOther, 0, 0x5555, 0, 0, 0, 0};
  words[2] = reinterpret_cast<uptr>(words + 4);
  Recorder mine = {};
  standOn(mine, words);
  know(mine, kReturn, 2, 2);
  know(mine, kOther, 2);
  know(mine, kThird, 2);
  Chain one = chainOf(mine, mine.stack_begin, kEnough), one_innermost = innermostOf(mine, mine.stack_begin);
  EXPECT_EQ(one.last, reinterpret_cast<uptr>(words + 4));
  words[3] = kThird;
  Chain other = chainOf(mine, mine.stack_begin, kEnough);
  EXPECT_EQ(other.last, one.last);
  EXPECT_NE(other.hash, one.hash);
  EXPECT_NE(innermostOf(mine, mine.stack_begin).hash, one_innermost.hash);
}

TEST_F(ForeignCallsTest, TheFramePointerIsFollowedWhereItIsKept) {
  uptr words[10] = {0x77, kReturn, 0, kOther, 0, 0, 0, kThird, 0, 0};
  words[2] = reinterpret_cast<uptr>(words + 6);
  Recorder mine = {};
  standOn(mine, words);
  know(mine, kReturn, 2, 2); // the first word of its frame has its caller's rbp
  know(mine, kOther, 4);
  ForeignCalls passed = passForeignCalls(mine, mine.stack_begin).all;
  EXPECT_EQ(passed.frame, reinterpret_cast<uptr>(words + 6));
  EXPECT_EQ(passed.between, withCall(0, kOther));
  words[2] = 0;
  EXPECT_EQ(passForeignCalls(mine, mine.stack_begin).all.frame, 0u);
}

TEST_F(ForeignCallsTest, ThatNobodyCalledIsAnEnd) {
  uptr words[8] = {0, kReturn, 0, 0, 0, 0, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  know(mine, kReturn, 2);
  EXPECT_TRUE(passForeignCalls(mine, mine.stack_begin).all.ended);
}

TEST_F(ForeignCallsTest, WhatAContextDoesNotLookAtIsLeftOut) {
  uptr words[2 * kMostForeignCalls + 10] = {};
  for (uptr i = 1; i < 2 * kMostForeignCalls + 10; i += 2)
    words[i] = kReturn;
  Recorder mine = {};
  standOn(mine, words);
  know(mine, kReturn, 2);
  ForeignCalls passed = passForeignCalls(mine, mine.stack_begin).all;
  EXPECT_EQ(passed.is_cut, framesLookedAt() <= kMostForeignCalls + 1);
  ForeignCalls foreign = {withCall(0, kOther), 0, false, true};
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough, &foreign).end, ChainEnd::Cut);
}

TEST_F(ForeignCallsTest, WhatIsNoStackIsNotRead) {
  uptr words[6] = {0, kReturn, 0, 0, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  know(mine, kReturn, 1 << 20);
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
  EXPECT_FALSE(passForeignCalls(mine, mine.stack_begin).all.ended);
}

TEST_F(ForeignCallsTest, AChainGoesOnBehindThem) {
  uptr words[10] = {0, kReturn, 0, kOther, 0, kThird, 0, 0x5555, 0, 0};
  words[0] = 1; // nobody's frame
  words[2] = reinterpret_cast<uptr>(words + 4);
  Recorder mine = {};
  standOn(mine, words);
  know(mine, kReturn, 2, 2);
  know(mine, kOther, 2);
  Chain one = chainOf(mine, mine.stack_begin, kEnough);
  EXPECT_EQ(one.last, reinterpret_cast<uptr>(words + 4));
  words[5] = 0x4444;
  EXPECT_NE(chainOf(mine, mine.stack_begin, kEnough).hash, one.hash);
}

} // namespace
