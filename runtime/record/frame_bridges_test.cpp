//===- frame_bridges_test.cpp - over code without frame pointers -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/frame_bridges.h"

#include "record/stack_chain.h"

#include <gtest/gtest.h>

#include <stdlib.h>
#include <ucontext.h>

#include <thread>

using namespace refsan;

namespace {

constexpr u32 kEnough = 50;

// What a chain from here says before and after bridges are made.
struct Seen {
  Chain before, after;
  u32 made;
};

__attribute__((noinline)) Seen look() {
  Seen seen = {};
  Recorder &mine = *recorder();
  forgetBridges(mine);
  uptr frame = reinterpret_cast<uptr>(__builtin_frame_address(0));
  seen.before = seen.after = chainOf(mine, frame, kEnough);
  while (seen.made < 8 && seen.after.end == ChainEnd::Broken && makeBridge(mine, seen.after.last)) {
    seen.made++;
    seen.after = chainOf(mine, frame, kEnough);
  }
  return seen;
}

class FrameBridges : public testing::Test {
protected:
  static void SetUpTestSuite() {
    static bool started = recorder() || startRecorders();
    ASSERT_TRUE(started);
  }
};

TEST_F(FrameBridges, AThreadOfTheStandardLibraryHasAnEnd) {
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

TEST_F(FrameBridges, ACoroutineHasAnEnd) {
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

// A frame that returns to a place of no code, with a word on the way.
TEST_F(FrameBridges, WhatLiesBetweenIsCompared) {
  constexpr uptr kReturn = 0x1111, kOther = 0x2222;
  uptr words[8] = {0, kReturn, 0, kOther, 0, 0, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
  for (auto &bridges : mine.bridges)
    bridges[0] = {kReturn, withCall(0, kOther), 1, {3}, 0};
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Outermost);
  words[3] = kOther + 1;
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
  forgetBridges(mine);
  words[3] = kOther;
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Broken);
}

TEST_F(FrameBridges, ThoseWhoCallWhatLiesBetweenAreToldApart) {
  constexpr uptr kReturn = 0x1111;
  uptr words[8] = {0, kReturn, 0, 0x2222, 0, 0x3333, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  for (auto &bridges : mine.bridges)
    for (uptr i = 0; i < 2; ++i)
      bridges[i] = {kReturn, withCall(0, 0x2222 + i), 1, {3}, 4 * sizeof(uptr)};
  Chain one = chainOf(mine, mine.stack_begin, kEnough), one_innermost = innermostOf(mine, mine.stack_begin);
  EXPECT_EQ(one.last, reinterpret_cast<uptr>(words + 4));
  words[3]++;
  EXPECT_NE(chainOf(mine, mine.stack_begin, kEnough).hash, one.hash);
  EXPECT_NE(innermostOf(mine, mine.stack_begin).hash, one_innermost.hash);
}

TEST_F(FrameBridges, WhatAContextDoesNotLookAtIsLeftOut) {
  constexpr uptr kReturn = 0x1111;
  uptr words[8] = {0, kReturn, 0, 0x2222, 0, 0, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  for (auto &bridges : mine.bridges)
    bridges[0] = {kReturn, withCall(0, 0x2222), 1, {3}, 0, true};
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough).end, ChainEnd::Cut);
  EXPECT_EQ(innermostOf(mine, mine.stack_begin).end, ChainEnd::Cut);
  ForeignCalls foreign = {withCall(0, 0x2222), 0, false, true};
  EXPECT_EQ(chainOf(mine, mine.stack_begin, kEnough, &foreign).end, ChainEnd::Cut);
}

TEST_F(FrameBridges, AChainGoesOnBehindThem) {
  constexpr uptr kReturn = 0x1111;
  uptr words[8] = {0, kReturn, 0, 0, 0, 0x3333, 0, 0};
  Recorder mine = {};
  standOn(mine, words);
  for (auto &bridges : mine.bridges)
    bridges[kBridgesOfPlace - 1] = {kReturn, 0, 0, {}, 4 * sizeof(uptr)};
  Chain one = chainOf(mine, mine.stack_begin, kEnough);
  EXPECT_EQ(one.last, reinterpret_cast<uptr>(words + 4));
  words[5] = 0x4444;
  EXPECT_NE(chainOf(mine, mine.stack_begin, kEnough).hash, one.hash);
}

} // namespace
