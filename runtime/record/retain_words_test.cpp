//===- retain_words_test.cpp - what several threads retain ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/places.h"
#include "record/references.h"
#include "record/references_fixture.h"
#include "refsan/kinds.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace refsan {
namespace {

class RetainWords : public ReferencesFixture {};

refsan_site siteAt(refsan_u32 line) {
  return {"words.rs", "f", nullptr, line, 1, static_cast<unsigned short>(Op::Retain), 0, 0};
}
const refsan_site kHere = siteAt(1), kThere = siteAt(2);

std::vector<const refsan_site *> outstanding(uptr object) {
  Taken taken[200];
  usize unmatched;
  usize count = outstandingRetains(object, taken, 200, &unmatched);
  std::vector<const refsan_site *> sites;
  for (usize i = 0; i < count; i++)
    sites.push_back(taken[i].site);
  // Of several threads, those of whichever has the first set of words come first.
  std::sort(sites.begin(), sites.end(), [](const refsan_site *a, const refsan_site *b) { return a->line < b->line; });
  return sites;
}
usize countOutstanding(uptr object) { return outstanding(object).size(); }
// That has recorded something, as a thread has that frees what it was started with.
template <typename F> void onAnotherThread(F f) {
  std::thread([=] {
    recorder();
    f();
  }).join();
}
void retainTimes(uptr object, int times) {
  while (times--)
    retain(object, &kHere);
}
void releaseTimes(uptr object, int times) {
  while (times--)
    release(object, &kHere);
}

TEST_F(RetainWords, OfTwoThreadsAreBothOutstanding) {
  uptr object = fresh();
  retain(object, &kHere);
  onAnotherThread([=] { retain(object, &kThere); });
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kHere, &kThere}));
  EXPECT_FALSE(hasNoReferences(object));
  forgetReferences(object);
  EXPECT_TRUE(outstanding(object).empty());
}

TEST_F(RetainWords, EndOnAThreadThatTookNone) {
  uptr object = fresh();
  onAnotherThread([=] { retain(object, &kThere); });
  release(object, &kThere);
  EXPECT_TRUE(outstanding(object).empty());
  forgetReferences(object);
  EXPECT_TRUE(hasNoReferences(object));
}

TEST_F(RetainWords, ThreadTakesOffWhatAnotherHasEnded) {
  uptr object = fresh();
  retainTimes(object, 3);
  onAnotherThread([=] { release(object, &kHere); });
  EXPECT_EQ(countOutstanding(object), 2u);
  retain(object, &kHere);
  EXPECT_EQ(countOutstanding(object), 3u);
  releaseTimes(object, 3);
  EXPECT_TRUE(hasNoReferences(object));
}

// What is outstanding is of one place: it needs no records.
TEST_F(RetainWords, WordThatAnotherThreadHasEndedIsOfAnyPlace) {
  uptr object = fresh();
  retainTimes(object, 2);
  onAnotherThread([=] { releaseTimes(object, 3); });
  EXPECT_TRUE(outstanding(object).empty());
  retain(object, &kThere);
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kThere}));
  release(object, &kHere);
  EXPECT_TRUE(hasNoReferences(object));
}

TEST_F(RetainWords, MoreDebtsThanAWordHasRoomFor) {
  uptr object = fresh();
  retainTimes(object, 100);
  onAnotherThread([=] { releaseTimes(object, 60); });
  EXPECT_EQ(countOutstanding(object), 40u);
  onAnotherThread([=] { releaseTimes(object, 10); });
  retain(object, &kHere);
  EXPECT_EQ(countOutstanding(object), 31u);
  onAnotherThread([=] { releaseTimes(object, 200); });
  EXPECT_TRUE(outstanding(object).empty());
  retain(object, &kThere);
  EXPECT_EQ(countOutstanding(object), 1u);
  release(object, &kThere);
  EXPECT_TRUE(hasNoReferences(object));
}

TEST_F(RetainWords, DebtsOfAFreedObjectAreNotThoseOfTheNext) {
  uptr object = fresh();
  for (int round = 0; round < 2; round++) {
    retainTimes(object, 100);
    onAnotherThread([=] { releaseTimes(object, round ? 20 : 60); });
    EXPECT_EQ(countOutstanding(object), round ? 80u : 40u);
    onAnotherThread([=] { forgetReferences(object); });
    EXPECT_TRUE(hasNoReferences(object));
  }
}

TEST_F(RetainWords, CountThatIsFullStaysWhoeverReleases) {
  uptr object = fresh();
  retainTimes(object, 600);
  onAnotherThread([=] { releaseTimes(object, 700); });
  releaseTimes(object, 700);
  EXPECT_FALSE(outstanding(object).empty());
  forgetReferences(object);
  EXPECT_TRUE(outstanding(object).empty());
}

TEST_F(RetainWords, AnotherPlaceAfterDebts) {
  uptr object = fresh();
  retainTimes(object, 50);
  onAnotherThread([=] { releaseTimes(object, 48); });
  retain(object, &kThere);
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kHere, &kHere, &kThere}));
  forgetReferences(object);
}

TEST_F(RetainWords, SetGoesFromThreadToThread) {
  uptr object = fresh();
  retain(object, &kThere);
  u32 sets[2] = {};
  for (u32 &set : sets)
    onAnotherThread([&] {
      retain(object, &kHere);
      set = recorder()->word_set;
    });
  EXPECT_EQ(sets[0], sets[1]);
  EXPECT_NE(sets[0], recorder()->word_set);
  EXPECT_EQ(countOutstanding(object), 3u);
  onAnotherThread([=] { releaseTimes(object, 2); });
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kThere}));
  forgetReferences(object);
}

TEST_F(RetainWords, MoreThreadsThanSets) {
  constexpr int kThreads = 2 * ReferenceWords::kSets, kTimes = 2000;
  uptr object = fresh();
  std::atomic<int> arrived = 0, sharing = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; i++)
    threads.emplace_back([&] {
      retain(object, &kHere);
      for (arrived++; arrived < kThreads;)
        std::this_thread::yield();
      sharing += recorder()->shares_words;
      for (int time = 0; time < kTimes; time++) {
        retain(object, &kHere);
        release(object, &kHere);
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_GE(sharing, static_cast<int>(ReferenceWords::kSets));
  EXPECT_EQ(countOutstanding(object), static_cast<usize>(kThreads));
  releaseTimes(object, kThreads);
  EXPECT_TRUE(outstanding(object).empty());
  forgetReferences(object);
  EXPECT_TRUE(hasNoReferences(object));
}

// One thread retains, for itself and for two others that release.
TEST_F(RetainWords, ChangedByItsThreadAndByOthersAtOnce) {
  constexpr int kTimes = 30000, kMost = 300;
  uptr object = fresh();
  std::atomic<int> given = 0;
  std::atomic<bool> done = false;
  retain(object, &kHere);
  auto consume = [&] {
    recorder();
    while (!done || given > 0)
      if (int have = given; have > 0 && given.compare_exchange_weak(have, have - 1))
        release(object, &kHere);
  };
  std::thread one(consume), other(consume);
  for (int time = 0; time < kTimes; time++) {
    retain(object, &kHere);
    retain(object, &kHere);
    given++;
    release(object, &kHere);
    while (given > kMost)
      std::this_thread::yield();
  }
  done = true;
  one.join();
  other.join();
  EXPECT_EQ(countOutstanding(object), 1u);
  release(object, &kHere);
  EXPECT_TRUE(hasNoReferences(object));
}

TEST_F(RetainWords, PlaceWhoseNumberHasNoRoom) {
  static std::vector<refsan_site> sites(70000, kHere);
  u32 last = 0;
  for (const refsan_site &site : sites)
    last = makePlace(*recorder(), &site);
  ASSERT_GT(last, 65535u);
  uptr object = fresh();
  const refsan_site *far = &sites.back();
  for (int time = 0; time < 3; time++)
    retain(object, far);
  retain(object, &kHere);
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{far, far, far, &kHere}));
  release(object, &kHere);
  for (int time = 0; time < 3; time++)
    release(object, far);
  EXPECT_TRUE(hasNoReferences(object));
}

TEST_F(RetainWords, SetsOfThreadsThatAForkLeftAreFree) {
  uptr object = fresh();
  retain(object, &kHere);
  u32 mine = recorder()->word_set;
  std::atomic<int> step = 0;
  u32 others = mine;
  std::thread other([&] {
    retain(object, &kHere);
    others = recorder()->word_set;
    step = 1;
    while (step != 2)
      std::this_thread::yield();
  });
  while (step != 1)
    std::this_thread::yield();
  EXPECT_NE(others, mine);
  pid_t child = fork();
  if (!child) {
    forgetOtherThreads();
    releaseTimes(object, 1);
    retain(object, &kHere);
    bool right = countOutstanding(object) == 2 && recorder()->word_set == mine && claimRetainSet() == others;
    _exit(right ? 0 : 1);
  }
  step = 2;
  other.join();
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  forgetReferences(object);
}

// The slot was filled elsewhere: its place decides, not whose word it is.
TEST_F(RetainWords, ReleaseByASlotOfWhichNothingIsKnownIsOfWhatTheObjectWasMadeWith) {
  // Of no line a reference was ever released by name: the newest of them all is meant.
  static const refsan_site first = siteAt(11), second = siteAt(12);
  uptr slot = fresh(), object = fresh();
  retain(object, &first);
  retain(object, &second);
  hintSlot(object, slot);
  release(object, nullptr, Unknown::Newest);
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&first, &second}));
  hintRelease(object, &unknown_reference);
  release(object, nullptr, Unknown::Newest); // that has ended
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&first}));
}

TEST_F(RetainWords, EndByTheirSlotOnAThreadThatTookAnother) {
  static uptr counted[2] = {3, 1}; // a count that is not the last
  static const refsan_site here = siteAt(21), there = siteAt(22);
  uptr object = reinterpret_cast<uptr>(counted), slot = fresh();
  retain(object, &here);
  onAnotherThread([=] {
    retain(object, &there);
    setHandle(slot, object, &there);
  });
  releaseHandle(object, slot);
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&here}));
  forgetReferences(object);
}

// That the first reference has ended is noted with what the thread took itself, whatever others took.
TEST_F(RetainWords, ReferenceItWasMadeWithEndsWhereTheThreadCounts) {
  static uptr counted[2] = {4, 1};
  static refsan_site made = siteAt(3);
  made.op = static_cast<unsigned short>(Op::Alloc);
  uptr object = reinterpret_cast<uptr>(counted), slot = fresh();
  setHandle(slot, object, &made);
  retain(object, &kHere);
  onAnotherThread([=] { retain(object, &kThere); });
  releaseHandle(object, slot);
  EXPECT_EQ(countOutstanding(object), 2u);
  releaseHandle(object, slot); // of which nothing is known now: it is no longer the first
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kThere}));
  forgetReferences(object);
}

} // namespace
} // namespace refsan
