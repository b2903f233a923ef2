//===- patience_test.cpp - deadlines that a busy machine does not pass ----===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/patience.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

constexpr u64 kBegin = 1000, kUsual = 2000, kBetween = 10;
constexpr auto kRuns = [] { return true; };
constexpr auto kIdles = [] { return false; };

// When it has passed, with a look each `between`.
template <typename Run> u64 passesAfter(u64 between, Run run) {
  StopDeadline deadline(kUsual);
  for (u64 now = kBegin;; now += between)
    if (deadline.passed(now, 0, run))
      return now - kBegin;
}

} // namespace

TEST(Patience, ALookCountsForLittle) {
  Patience patience;
  EXPECT_EQ(patience.look(kBegin), 0u);
  EXPECT_EQ(patience.look(kBegin + 7), 7u);
  EXPECT_EQ(patience.look(kBegin + 5000), Patience::kMostOfALook);
  EXPECT_EQ(patience.look(kBegin + 4999), 0u);
}

TEST(Patience, ThreadsThatDoNotRunAreGivenUpSoon) {
  u64 after = passesAfter(kBetween, kIdles);
  EXPECT_GE(after, kUsual + StopDeadline::kIdle - kBetween);
  EXPECT_LE(after, kUsual + StopDeadline::kIdle + kBetween);
}

TEST(Patience, ThreadsThatRunAreGivenUpLate) {
  EXPECT_EQ(passesAfter(kBetween, kRuns), StopDeadline::kTimesIfRunning * kUsual);
}

// Who waits has not run for seconds: one look at others that waited just then does not say that they never answer.
TEST(Patience, WhoDidNotRunHasNotWaited) {
  StopDeadline deadline(kUsual);
  u64 now = kBegin;
  for (; now < kBegin + kUsual; now += kBetween)
    ASSERT_FALSE(deadline.passed(now, 0, kRuns));
  EXPECT_FALSE(deadline.passed(now += 3000, 0, kIdles));
  EXPECT_FALSE(deadline.passed(now += 60000, 0, kIdles));
  EXPECT_GT(passesAfter(1000, kIdles), 100000u);
}

TEST(Patience, AnAnswerIsProgress) {
  StopDeadline deadline(kUsual);
  u32 answers = 0;
  u64 now = kBegin, end = kBegin + 2 * kUsual;
  for (; now < end; now += kBetween)
    ASSERT_FALSE(deadline.passed(now, answers += now % 100 == 0, kIdles));
  for (end = now + StopDeadline::kIdle + kBetween; !deadline.passed(now, answers, kIdles); now += kBetween)
    ASSERT_LE(now, end);
}
