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
TEST_F(LocalHandles, CopiesWhoseLocalsMeetByChanceAreBothKept) {
  constexpr uptr kOne = 0x1001, kOther = 0x2001;
  uptr object = fresh();
  ASSERT_EQ(local_handles::placeOf(kOne, object), local_handles::placeOf(kOther, object));
  copyHandle(kOne, object, &kUserSite);
  copyHandle(kOther, object, &kOtherSite);
  for (uptr local : {kOne, kOther}) {
    uptr slot = fresh();
    exchangeHandle(slot, object, 0, &kOtherSite, local);
    Taken taken;
    ASSERT_TRUE(takenBySlot(slot, object, &taken));
    EXPECT_EQ(taken.site, local == kOne ? &kUserSite : &kOtherSite);
  }
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
