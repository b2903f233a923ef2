//===- references_test.cpp - the references being held ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/references.h"

#include "record/references_fixture.h"
#include "refsan/kinds.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

using namespace refsan;

namespace {

const refsan_site kUserSite = {"a.rs", "f", nullptr, 1, 1, 2, 0, 0};
const refsan_site kOtherSite = {"a.rs", "g", nullptr, 2, 1, 2, 0, 0};
const refsan_site kLibrarySite = {"rc.rs", "clone", nullptr, 3, 1, 2, 0, REFSAN_SITE_LIBRARY};
const refsan_site kMadeSite = {"user.rs", "main", nullptr, 9, 1, static_cast<unsigned short>(Op::Alloc), 0, 0};

class References : public ReferencesFixture {
protected:
  static std::vector<const refsan_site *> outstanding(uptr object, usize *unmatched = nullptr) {
    Taken taken[64];
    usize ignored;
    usize count = outstandingRetains(object, taken, 64, unmatched ? unmatched : &ignored);
    std::vector<const refsan_site *> sites;
    for (usize i = 0; i < count; ++i)
      sites.push_back(taken[i].site);
    return sites;
  }
  using Sites = std::vector<const refsan_site *>;
};

TEST_F(References, SlotIsFound) {
  // Nothing else is at this line: one by itself is that of any operation there.
  static const refsan_site line = {"found.rs", "f", nullptr, 1, 1, 2, 0, 0};
  uptr slot = fresh(), object = fresh();
  Taken taken;
  EXPECT_FALSE(takenBySlot(slot, object, &taken));
  setHandle(slot, object, &line);
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &line);
  EXPECT_EQ(taken.operation, nullptr);
  EXPECT_NE(taken.sequence, 0u);
  EXPECT_FALSE(takenBySlot(slot + 8, object, &taken));
  clearHandle(slot);
  EXPECT_FALSE(takenBySlot(slot, object, &taken));
}

TEST_F(References, SlotIsAboutItsObject) {
  uptr slot = fresh(), object = fresh(), other = object + 32;
  setHandle(slot, object, &kUserSite);
  setHandle(slot, other, &kOtherSite);
  Taken taken;
  EXPECT_FALSE(takenBySlot(slot, object, &taken));
  ASSERT_TRUE(takenBySlot(slot, other, &taken));
  EXPECT_EQ(taken.site, &kOtherSite);
}

TEST_F(References, LibrarySiteShowsTheUsersLine) {
  uptr slot = fresh(), object = fresh();
  retain(fresh(), &kLibrarySite); // the last one, for no line of a user's
  __refsan_thread.context = &kUserSite;
  setHandle(slot, object, &kLibrarySite);
  __refsan_thread.context = nullptr;
  setHandle(slot + 16, object, &kLibrarySite);
  Taken taken;
  ASSERT_TRUE(takenBySlot(slot, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_EQ(taken.operation, &kLibrarySite);
  ASSERT_TRUE(takenBySlot(slot + 16, object, &taken));
  EXPECT_EQ(taken.site, &kLibrarySite);
}

TEST_F(References, SwappedHandlesKeepTheirRecords) {
  uptr a = fresh(), b = fresh(), in_a = fresh(), in_b = fresh(), local = 0;
  setHandle(a, in_a, &kUserSite);
  swapHandles(a, 0, b, in_a, &kOtherSite); // moved within the heap
  Taken taken;
  ASSERT_TRUE(takenBySlot(b, in_a, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  setHandle(a, in_b, &kOtherSite);
  swapHandles(a, in_a, b, in_b, nullptr);
  ASSERT_TRUE(takenBySlot(a, in_a, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  ASSERT_TRUE(takenBySlot(b, in_b, &taken));
  EXPECT_EQ(taken.site, &kOtherSite);
  swapHandles(a, in_b, reinterpret_cast<uptr>(&local), in_a, &kOtherSite); // from the stack
  ASSERT_TRUE(takenBySlot(a, in_b, &taken));
  EXPECT_EQ(taken.site, &kOtherSite);
}

TEST_F(References, StackSlotsAreIgnored) {
  uptr object = fresh(), local = 0;
  setHandle(reinterpret_cast<uptr>(&local), object, &kUserSite);
  Taken taken;
  EXPECT_FALSE(takenBySlot(reinterpret_cast<uptr>(&local), object, &taken));
}

// Of a slot it is told when its line was first used, of retains of several lines when they were made.
TEST_F(References, SequenceOrders) {
  static const refsan_site lines[] = {{"s.cc", "f", nullptr, 1, 1, 2, 0, 0}, {"s.cc", "f", nullptr, 2, 1, 2, 0, 0}};
  uptr slot = fresh(), object = fresh();
  setHandle(slot, object, &lines[0]);
  setHandle(slot + 16, object, &lines[1]);
  Taken before, after;
  ASSERT_TRUE(takenBySlot(slot, object, &before));
  ASSERT_TRUE(takenBySlot(slot + 16, object, &after));
  EXPECT_LT(before.sequence, after.sequence);
  retain(object, &lines[1]);
  retain(object, &lines[0]);
  ASSERT_TRUE(takenBySlot(slot, object, &before));
  ASSERT_TRUE(takenBySlot(slot + 16, object, &after));
  EXPECT_GT(before.sequence, after.sequence);
}

TEST_F(References, NeighboursOfEightBytes) {
  uptr slot = fresh(), object = fresh(), other = fresh();
  auto at = [](uptr slot, uptr object) {
    Taken taken;
    return takenBySlot(slot, object, &taken) ? taken.site : nullptr;
  };
  setHandle(slot, object, &kUserSite);
  setHandle(slot + 8, other, &kUserSite);
  EXPECT_EQ(at(slot, object), &kUserSite);
  EXPECT_EQ(at(slot + 8, other), &kUserSite);
  setHandle(slot + 8, other, &kOtherSite);
  EXPECT_EQ(at(slot, object), &kUserSite);
  EXPECT_EQ(at(slot + 8, other), &kOtherSite);
  setHandle(slot, object, &kOtherSite);
  EXPECT_EQ(at(slot, object), &kOtherSite);
  EXPECT_EQ(at(slot + 8, other), &kOtherSite);
  clearHandle(slot + 8);
  EXPECT_EQ(at(slot, object), &kOtherSite);
  EXPECT_EQ(at(slot + 8, other), nullptr);
  setHandle(slot + 8, object, &kUserSite);
  clearHandle(slot);
  EXPECT_EQ(at(slot, object), nullptr);
  EXPECT_EQ(at(slot + 8, object), &kUserSite);
}

TEST_F(References, HandlesMoveWithTheirBlock) {
  uptr from = fresh(), to = fresh() + 48, object = fresh();
  for (uptr at = 0; at < 2000; at += 8)
    setHandle(from + at, object, at % 16 ? &kUserSite : &kOtherSite);
  moveHandles(from + 16, to, 1600);
  Taken taken;
  for (uptr at = 0; at < 2000; at += 8) {
    bool moved = at >= 16 && at < 1616;
    EXPECT_EQ(takenBySlot(from + at, object, &taken), !moved) << at;
    if (!moved)
      continue;
    ASSERT_TRUE(takenBySlot(to + at - 16, object, &taken)) << at;
    EXPECT_EQ(taken.site, at % 16 ? &kUserSite : &kOtherSite);
  }
}

// Elements of 8 bytes, some by half a word further on, beside one that is there already.
TEST_F(References, SmallHandlesMoveBesideOthers) {
  uptr from = fresh(), to = fresh(), object = fresh(), there = fresh() + 32;
  setHandle(to, there, &kOtherSite);
  for (uptr at = 0; at < 40; at += 8)
    setHandle(from + at, object, at % 16 ? &kUserSite : &kOtherSite);
  moveHandles(from, to + 8, 24);
  auto at = [](uptr slot, uptr held) {
    Taken taken;
    return takenBySlot(slot, held, &taken) ? taken.site : nullptr;
  };
  EXPECT_EQ(at(to, there), &kOtherSite);
  EXPECT_EQ(at(to + 8, object), &kOtherSite);
  EXPECT_EQ(at(to + 16, object), &kUserSite);
  EXPECT_EQ(at(to + 24, object), &kOtherSite);
  EXPECT_EQ(at(to + 32, object), nullptr);
  for (uptr moved : {0, 8, 16})
    EXPECT_EQ(at(from + moved, object), nullptr);
  EXPECT_EQ(at(from + 24, object), &kUserSite); // did not move
  EXPECT_EQ(at(from + 32, object), &kOtherSite);
}

TEST_F(References, SingleHandlesAreLeftAloneInAMove) {
  uptr from = fresh(), to = fresh(), object = fresh();
  setHandle(from, object, &kUserSite);
  beginMove();
  setHandle(to, object, &kOtherSite);
  swapHandles(to, object, from, 0, &kOtherSite);
  clearHandle(from);
  endMove();
  moveHandles(from, to, 16);
  Taken taken;
  ASSERT_TRUE(takenBySlot(to, object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_FALSE(takenBySlot(from, object, &taken));
}

TEST_F(References, RetainsAreOutstandingUntilReleased) {
  uptr object = fresh();
  retain(object, &kUserSite);
  retain(object, &kOtherSite);
  EXPECT_EQ(outstanding(object), (Sites{&kUserSite, &kOtherSite}));
  retain(object, &kUserSite); // the newest of a line stands for all of it
  EXPECT_EQ(outstanding(object), (Sites{&kOtherSite, &kUserSite, &kUserSite}));
  release(object, &kUserSite);
  EXPECT_EQ(outstanding(object), (Sites{&kOtherSite, &kUserSite}));
  release(object, &kOtherSite);
  EXPECT_EQ(outstanding(object), (Sites{&kUserSite}));
  release(object, nullptr); // only one it can be
  EXPECT_TRUE(outstanding(object).empty());
  release(object, nullptr); // the one it was made with
  usize unmatched;
  EXPECT_TRUE(outstanding(object, &unmatched).empty());
  EXPECT_EQ(unmatched, 0u);
}

// An object that had retains of several lines has one place again.
TEST_F(References, AllOfSeveralLinesReleased) {
  uptr object = fresh();
  for (int round = 0; round < 3; ++round) {
    retain(object, &kUserSite);
    retain(object, &kOtherSite);
    release(object, &kOtherSite);
    release(object, &kUserSite);
    EXPECT_TRUE(outstanding(object).empty());
  }
  retain(object, &kOtherSite);
  EXPECT_EQ(outstanding(object), (Sites{&kOtherSite}));
}

TEST_F(References, UnknownReleaseAmongSeveralLines) {
  uptr object = fresh();
  retain(object, &kUserSite);
  retain(object, &kOtherSite);
  release(object, nullptr);
  release(object, nullptr);
  usize unmatched;
  EXPECT_EQ(outstanding(object, &unmatched).size(), 2u);
  EXPECT_EQ(unmatched, 2u);
}

TEST_F(References, ReleaseByTheOperationsSite) {
  uptr object = fresh();
  __refsan_thread.context = &kUserSite;
  retain(object, &kLibrarySite);
  __refsan_thread.context = nullptr;
  retain(object, &kOtherSite);
  EXPECT_EQ(lastRetain(object), &kOtherSite);
  EXPECT_EQ(lastRetain(object + 16), nullptr);
  release(object, &kLibrarySite);
  EXPECT_EQ(outstanding(object), (Sites{&kOtherSite}));
}

TEST_F(References, HintedRelease) {
  uptr object = fresh(), other = fresh();
  retain(object, &kUserSite);
  hintRelease(object, nullptr);
  release(object, nullptr);
  EXPECT_EQ(outstanding(object), (Sites{&kUserSite}));
  retain(object, &kOtherSite);
  hintRelease(object, &kUserSite);
  release(object, nullptr);
  EXPECT_EQ(outstanding(object), (Sites{&kOtherSite}));
  hintRelease(object, nullptr);
  release(other, nullptr); // drops the hint
  release(object, nullptr);
  EXPECT_TRUE(outstanding(object).empty());
}

TEST_F(References, UnknownReleaseMayBeOfWhatTheObjectWasMadeWith) {
  uptr object = fresh();
  retain(object, &kUserSite);
  retain(object, &kUserSite);
  release(object, nullptr, Unknown::Made);
  EXPECT_EQ(outstanding(object).size(), 2u);
  release(object, nullptr, Unknown::Made); // the second is of a retain
  EXPECT_EQ(outstanding(object).size(), 1u);
}

TEST_F(References, WhatTheObjectWasMadeWithEndsOnce) {
  uptr object = fresh();
  retain(object, &kUserSite);
  retain(object, &kUserSite);
  release(object, nullptr, Unknown::Made);
  hintRelease(object, &kMadeSite); // then the one before was of a retain
  release(object, nullptr, Unknown::Made);
  EXPECT_EQ(outstanding(object).size(), 1u);
  release(object, nullptr, Unknown::Made);
  EXPECT_TRUE(outstanding(object).empty());
}

TEST_F(References, ReleaseOfAHandleEndsWhatItsSlotSays) {
  uptr slot = fresh();
  uptr counted = 3, object = reinterpret_cast<uptr>(&counted);
  retain(object, &kUserSite);
  retain(object, &kOtherSite);
  setHandle(slot, object, &kOtherSite);
  releaseHandle(object, slot);
  EXPECT_EQ(outstanding(object), (Sites{&kUserSite}));
  Taken taken;
  EXPECT_FALSE(takenBySlot(slot, object, &taken));
  counted = 1;
  releaseHandle(object, slot); // the last: nothing is left to explain
  EXPECT_EQ(outstanding(object), (Sites{&kUserSite}));
  forgetReferences(object);
}

TEST_F(References, ReferenceUnderWayComesToRestInTheHeap) {
  uptr object = fresh();
  uptr *heap = new uptr[4](), stack[1] = {object};
  heap[2] = object;
  Taken taken;
  retain(object, &kUserSite);
  restHandle(reinterpret_cast<uptr>(stack), sizeof stack);
  restHandle(reinterpret_cast<uptr>(heap), 2 * sizeof(uptr));
  EXPECT_EQ(lastRetain(object), &kUserSite);
  restHandle(reinterpret_cast<uptr>(heap), 4 * sizeof(uptr));
  ASSERT_TRUE(takenBySlot(reinterpret_cast<uptr>(heap + 2), object, &taken));
  EXPECT_EQ(taken.site, &kUserSite);
  EXPECT_EQ(lastRetain(object), nullptr);
  forgetReferences(object);
  delete[] heap;
}

TEST_F(References, FreedObjectHasNone) {
  uptr object = fresh(), neighbour = object + 32;
  for (const refsan_site *site : {&kUserSite, &kOtherSite, &kLibrarySite})
    retain(object, site);
  retain(neighbour, &kUserSite);
  forgetReferences(object);
  EXPECT_TRUE(outstanding(object).empty());
  EXPECT_EQ(outstanding(neighbour), (Sites{&kUserSite}));
}

TEST_F(References, NewestAreKeptWhenThereIsNoRoom) {
  uptr object = fresh();
  retain(object, &kUserSite);
  retain(object, &kOtherSite);
  retain(object, &kLibrarySite);
  Taken taken[2];
  usize unmatched;
  ASSERT_EQ(outstandingRetains(object, taken, 2, &unmatched), 2u);
  EXPECT_EQ(taken[0].site, &kOtherSite);
  EXPECT_EQ(taken[1].site, &kLibrarySite);
  EXPECT_EQ(outstandingRetains(object, taken, 0, &unmatched), 0u);
}

TEST_F(References, CountStaysOnceItIsFull) {
  uptr object = fresh();
  constexpr int kMany = 5000;
  for (int i = 0; i < kMany; ++i)
    retain(object, &kUserSite);
  for (int i = 0; i < kMany; ++i)
    release(object, &kUserSite);
  EXPECT_FALSE(outstanding(object).empty());
  forgetReferences(object);
}

// Each thread has both halves of its words.
TEST_F(References, ThreadsShareChunks) {
  uptr slots = fresh(), object = fresh();
  std::vector<std::thread> threads;
  for (uptr id = 0; id < 4; ++id)
    threads.emplace_back([=] {
      for (int round = 0; round < 2000; ++round)
        for (uptr i = 0; i < 64; ++i) {
          if (i / 2 % 4 != id)
            continue;
          setHandle(slots + i * 8, object, &kUserSite);
          retain(object, &kOtherSite);
          release(object, &kOtherSite);
          if (round < 1999)
            clearHandle(slots + i * 8);
        }
    });
  for (std::thread &thread : threads)
    thread.join();
  Taken taken;
  for (uptr i = 0; i < 64; ++i)
    EXPECT_TRUE(takenBySlot(slots + i * 8, object, &taken)) << i;
  EXPECT_TRUE(outstanding(object).empty());
}

} // namespace
