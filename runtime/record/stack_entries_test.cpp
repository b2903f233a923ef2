//===- stack_entries_test.cpp - the memo of stacks --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_entries.h"

#include <gtest/gtest.h>

#include <memory>

using namespace refsan;

namespace {

class StackEntries : public testing::Test {
protected:
  void SetUp() override {
    recorder = std::make_unique<Recorder>();
    recorder->memo_mask = (kFirstMemoSets - 1) * sizeof(recorder->stacks[0]);
  }
  void TearDown() override { forgetCommonContexts(); }
  static u64 keyOf(u64 number) { return number * 0x9e3779b97f4a7c15; }
  u32 known(u64 number) {
    const u64 *entry = findStack(*recorder, keyOf(number));
    return entry ? idOf(*entry) : 0;
  }
  void put(u64 number) { putStack(*recorder, keyOf(number), trustedAfter(0, static_cast<u32>(number))); }

  std::unique_ptr<Recorder> recorder;
};

TEST_F(StackEntries, NothingIsKnownOfWhatWasNotPut) {
  EXPECT_EQ(findStack(*recorder, 0), nullptr);
  EXPECT_EQ(known(1), 0u);
  put(2);
  EXPECT_EQ(known(1), 0u);
  EXPECT_EQ(known(2), 2u);
}

TEST_F(StackEntries, AKeyHasOneEntry) {
  putStack(*recorder, keyOf(1), trustedAfter(3, 8));
  putStack(*recorder, keyOf(1), sharedBy(5, 9));
  u64 entry = *findStack(*recorder, keyOf(1));
  EXPECT_EQ(idOf(entry), 9u);
  EXPECT_TRUE(isShared(entry));
  EXPECT_EQ(countOf(entry), 5u);
}

TEST_F(StackEntries, TheMemoGrowsAndForgetsNothing) {
  constexpr u32 kMany = 20000;
  uptr before = recorder->memo_mask;
  for (u32 i = 1; i <= kMany; ++i)
    put(i);
  EXPECT_GT(recorder->memo_mask, before);
  u32 lost = 0;
  for (u32 i = 1; i <= kMany; ++i)
    lost += known(i) != i; // the process's memo has one entry where several may belong
  EXPECT_LT(lost, kMany / 20);
}

TEST_F(StackEntries, AFewDoNotMakeItGrow) {
  uptr before = recorder->memo_mask;
  for (u32 round = 0; round < 100; ++round)
    for (u32 i = 1; i <= 300; ++i)
      put(i);
  EXPECT_EQ(recorder->memo_mask, before);
}

TEST_F(StackEntries, KeysOfTheSameUpperBitsAreToldByTheirSets) {
  auto alike = [](u64 set) { return (keyOf(1) & kEntryKey) | set << kSetShift; };
  auto countWrong = [&] {
    u32 wrong = 0;
    for (u32 set = 0; set < kFirstMemoSets; ++set)
      if (const u64 *entry = findStack(*recorder, alike(set)))
        wrong += idOf(*entry) != set + 1;
    return wrong;
  };
  for (u32 set = 0; set < kFirstMemoSets; ++set)
    putStack(*recorder, alike(set), trustedAfter(0, set + 1));
  EXPECT_EQ(idOf(*findStack(*recorder, alike(7))), 8u);
  EXPECT_EQ(countWrong(), 0u);
  uptr before = recorder->memo_mask;
  for (u32 i = 2; i <= 100000; ++i)
    put(i);
  EXPECT_GT(recorder->memo_mask, before);
  EXPECT_EQ(countWrong(), 0u); // grown and spilled
}

TEST_F(StackEntries, OtherThreadsKnowWhatOneHadNoRoomFor) {
  constexpr u32 kMany = 100000;
  for (u32 i = 1; i <= kMany; ++i)
    put(i);
  recorder = std::make_unique<Recorder>();
  recorder->memo_mask = (kFirstMemoSets - 1) * sizeof(recorder->stacks[0]);
  u32 found = 0;
  for (u32 i = 1; i <= kMany; ++i)
    found += known(i) == i;
  EXPECT_GT(found, 1000u);
}

TEST_F(StackEntries, SuspectedAreTrustedOnesOnly) {
  putStack(*recorder, keyOf(1), trustedAfter(0, 8));
  putStack(*recorder, keyOf(2), sharedBy(5, 9));
  suspectStacks(*recorder, 7);
  EXPECT_EQ(countOf(*findStack(*recorder, keyOf(1))), 7u);
  EXPECT_EQ(countOf(*findStack(*recorder, keyOf(2))), 5u);
  forgetContexts(*recorder);
  EXPECT_EQ(known(1), 0u);
}

} // namespace
