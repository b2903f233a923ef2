//===- local_handles_test.cpp - handles in local variables ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/local_handles.h"

#include "record/references_fixture.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

const refsan_site kUserSite = {"a.cpp", "f", nullptr, 1, 1, 2, 0, 0};
const refsan_site kOtherSite = {"a.cpp", "g", nullptr, 2, 1, 2, 0, 0};

class LocalHandles : public ReferencesFixture {};

TEST_F(LocalHandles, CopyInALocalKeepsItsLineWhenItMovesToTheHeap) {
  uptr words[4], local = reinterpret_cast<uptr>(&words[0]), other = reinterpret_cast<uptr>(&words[2]);
  uptr slot = fresh(), object = fresh();
  copyHandle(local, object, &kUserSite);
  swapHandles(other, object, local, 0, &kOtherSite);
  swapHandles(slot, object, other, 0, &kOtherSite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_EQ(taken.moved, &kOtherSite);
  // Once: what the local held is gone.
  swapHandles(slot + 16, object, other, 0, &kOtherSite);
  ASSERT_TRUE(takenBySlot(slot + 16, object, &taken));
  EXPECT_EQ(taken.site, &kOtherSite);
  EXPECT_EQ(taken.moved, nullptr);
}

// By numbers, as of locals that live in registers.
TEST_F(LocalHandles, CopiesWhoseLocalsMeetByChanceAreKept) {
  uptr object = fresh(), locals[kLocalWays] = {0x1001};
  usize found = 1;
  for (uptr local = 0x1003; found < kLocalWays; local += 2)
    if (local_handles::setOf(*recorder(), local, object) == local_handles::setOf(*recorder(), locals[0], object))
      locals[found++] = local;
  for (uptr local : locals)
    copyHandle(local, object, local == locals[0] ? &kUserSite : &kOtherSite);
  for (uptr local : locals) {
    uptr slot = fresh();
    exchangeHandle(slot, object, 0, &kOtherSite, local);
    Taken taken;
    ASSERT_TRUE(takenBySlot(slot, object, &taken));
    EXPECT_EQ(taken.site, local == locals[0] ? &kUserSite : &kOtherSite);
  }
}

// Wherever the stack begins.
TEST_F(LocalHandles, TheSameCopiesMeetInEveryRun) {
  Recorder &mine = *recorder();
  uptr object = fresh(), before = mine.outermost_frame;
  for (uptr depth = 16; depth < 4096; depth += 16) {
    mine.outermost_frame = uptr(0x7f) << 40;
    LocalCopy *set = local_handles::setOf(mine, mine.outermost_frame - depth, object);
    mine.outermost_frame += 0x1230;
    EXPECT_EQ(local_handles::setOf(mine, mine.outermost_frame - depth, object), set);
  }
  mine.outermost_frame = before;
}

TEST_F(LocalHandles, AssignmentThatIsASwapTellsItTwice) {
  uptr words[2], local = reinterpret_cast<uptr>(&words[0]);
  uptr slot = fresh(), object = fresh();
  copyHandle(local, object, &kUserSite);
  swapHandles(slot, object, local, 0, &kOtherSite);
  swapHandles(slot, object, local, 0, &kOtherSite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
}

TEST_F(LocalHandles, OneThatCameHereAfterwardsIsAnother) {
  uptr words[4], local = reinterpret_cast<uptr>(&words[0]), other = reinterpret_cast<uptr>(&words[2]);
  uptr slot = fresh(), object = fresh();
  copyHandle(local, object, &kUserSite); // and its local's end is not told
  swapHandles(local, object, other, 0, &kOtherSite);
  swapHandles(slot, object, local, 0, &kOtherSite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kOtherSite);
  EXPECT_EQ(taken.moved, nullptr);
}

TEST_F(LocalHandles, MoveBetweenLocalsThatIsToldTwice) {
  uptr words[4], local = reinterpret_cast<uptr>(&words[0]), other = reinterpret_cast<uptr>(&words[2]);
  uptr slot = fresh(), object = fresh();
  copyHandle(local, object, &kUserSite);
  swapHandles(other, object, local, 0, &kOtherSite);
  swapHandles(other, object, local, 0, &kOtherSite);
  swapHandles(slot, object, other, 0, &kOtherSite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
}

// As libc++ assigns: a copy is exchanged with what was there.
TEST_F(LocalHandles, LocalsThatExchangeWhatTheyHold) {
  uptr words[4], local = reinterpret_cast<uptr>(&words[0]), other = reinterpret_cast<uptr>(&words[2]);
  uptr slots[] = {fresh(), fresh()}, before = fresh(), object = fresh();
  copyHandle(local, before, &kOtherSite);
  copyHandle(other, object, &kUserSite);
  words[0] = object;
  words[2] = before;
  swapHandles(local, object, other, before, &kOtherSite);
  swapHandles(slots[0], object, local, 0, &kOtherSite);
  swapHandles(slots[1], before, other, 0, &kUserSite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slots[0], object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_EQ(taken.moved, &kOtherSite);
  ASSERT_TRUE(takenBySlot(slots[1], before, &taken));
  EXPECT_EQ(taken.site, &kOtherSite);
  EXPECT_EQ(taken.moved, &kUserSite);
  // One of them lives in registers.
  copyHandle(local, before, &kOtherSite);
  copyHandle(17, object, &kUserSite);
  exchangeHandle(local, object, before, &kOtherSite, 17);
  swapHandles(slots[0], object, local, 0, &kOtherSite);
  ASSERT_TRUE(takenBySlot(slots[0], object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
}

TEST_F(LocalHandles, LocalThatIsANumber) {
  uptr slot = fresh(), object = fresh();
  copyHandle(17, object, &kUserSite);
  exchangeHandle(slot, object, 0, &kOtherSite, 17);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_EQ(taken.moved, &kOtherSite);
  // And back: it keeps its place, moved to another slot or not.
  exchangeHandle(slot, 0, object, &kOtherSite, 33);
  exchangeHandle(slot + 16, object, 0, &kOtherSite, 33);
  ASSERT_TRUE(takenBySlot(slot + 16, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
}

TEST_F(LocalHandles, OneFromTheHeapWaitsWhileOthersComeAndGo) {
  uptr words[64], waiting = reinterpret_cast<uptr>(&words[0]);
  uptr slot = fresh(), object = fresh();
  setHandle(slot, object, &kUserSite);
  swapHandles(waiting, object, slot, 0, &kOtherSite);
  for (uptr *at = &words[4]; at < &words[64]; at += 2) {
    uptr other = fresh(), from = fresh(), to = fresh(), local = reinterpret_cast<uptr>(at);
    copyHandle(reinterpret_cast<uptr>(&words[2]), other, &kOtherSite); // compared by value
    setHandle(from, other, &kOtherSite);
    swapHandles(local, other, from, 0, &kOtherSite);
    swapHandles(to, other, local, 0, &kOtherSite);
  }
  swapHandles(slot, object, waiting, 0, &kOtherSite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_EQ(taken.moved, nullptr);
}

} // namespace
