//===- stack_chain_test.cpp - a stack by frame pointers ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_chain.h"

#include "platform/memory.h"
#include "record/contexts.h"
#include "record/foreign_calls.h"

#include <gtest/gtest.h>

#include <sys/mman.h>

#include <vector>

using namespace refsan;

namespace {

// Frames of two words, innermost first; the last is the outermost.
class StackChain : public testing::Test {
protected:
  void returnTo(std::vector<uptr> pcs) {
    words.assign(2 * pcs.size(), 0);
    for (usize i = 0; i < pcs.size(); ++i) {
      words[2 * i] = frame(i + 1);
      words[2 * i + 1] = pcs[i];
    }
    words[2 * pcs.size() - 2] = 0;
    recorder.stack_begin = frame(0);
    recorder.stack_size = words.size() * sizeof(uptr);
    recorder.outermost_frame = frame(pcs.size() - 1);
  }
  uptr frame(usize i) { return reinterpret_cast<uptr>(words.data() + 2 * i); }
  u64 hash(u32 frames) { return chainOf(recorder, frame(0), frames).hash; }
  u64 innermost() { return innermostOf(recorder, frame(0)).hash; }

  std::vector<uptr> words;
  Recorder recorder = {};
};

TEST_F(StackChain, AsManyFramesCountAsAreAskedFor) {
  returnTo({1, 2, 3, 4, 99});
  u64 two = hash(2), three = hash(3);
  returnTo({1, 2, 5, 4, 99});
  EXPECT_EQ(hash(2), two);
  EXPECT_NE(hash(3), three);
}

TEST_F(StackChain, ThatNobodyCalledIsNoEndBeforeTheOutermostFrame) {
  returnTo({1, 2, 3, 4, 99});
  words[2] = words[3] = 0;
  EXPECT_EQ(chainOf(recorder, frame(0), 50).end, ChainEnd::Broken);
  EXPECT_EQ(innermostOf(recorder, frame(0)).end, ChainEnd::Broken);
  recorder.outermost_frame = 0;
  EXPECT_EQ(chainOf(recorder, frame(0), 50).end, ChainEnd::Outermost);
}

TEST_F(StackChain, ForeignCallsArePassedOver) {
  returnTo({1, 2, 3, 4, 99});
  ForeignCalls calls = {0x77, frame(2), false}, others = {0x78, frame(2), false};
  Chain chain = chainOf(recorder, frame(0), 50, &calls), innermost = innermostOf(recorder, frame(0), &calls);
  EXPECT_EQ(chain.end, ChainEnd::Outermost);
  EXPECT_NE(chainOf(recorder, frame(0), 50, &others).hash, chain.hash);
  EXPECT_NE(innermostOf(recorder, frame(0), &others).hash, innermost.hash);
  words[3] = 5; // who seems to have called
  EXPECT_EQ(chainOf(recorder, frame(0), 50, &calls).hash, chain.hash);
  EXPECT_EQ(innermostOf(recorder, frame(0), &calls).hash, innermost.hash);
  EXPECT_EQ(returnsTo(recorder, frame(0), 5, &calls).count, 0u);
  ForeignCalls none = {0x77, 0, false};
  EXPECT_EQ(chainOf(recorder, frame(0), 50, &none).end, ChainEnd::Broken);
  ForeignCalls last = {0x77, 0, true};
  EXPECT_EQ(chainOf(recorder, frame(0), 50, &last).end, ChainEnd::Outermost);
}

// A context keeps each function once: with recursion by two return addresses it reaches further out than they do.
TEST_F(StackChain, AllThatUnwindingLooksAtCountsAmongTheInnermost) {
  const u32 kept = framesLookedAt() * 2 / 3;
  std::vector<uptr> pcs;
  for (uptr pc = 1; pc < framesLookedAt(); ++pc)
    pcs.push_back(pc);
  ASSERT_GT(pcs.size(), kept + 1);
  returnTo(pcs);
  u64 one = innermost();
  pcs[kept + 1]++;
  returnTo(pcs);
  EXPECT_NE(innermost(), one);
}

TEST_F(StackChain, ItsEndIsTold) {
  returnTo({1, 2, 3, 4, 99});
  EXPECT_EQ(chainOf(recorder, frame(0), 3).end, ChainEnd::Cut);
  EXPECT_EQ(chainOf(recorder, frame(0), 50).end, ChainEnd::Outermost);
  EXPECT_EQ(innermostOf(recorder, frame(0)).end, ChainEnd::Outermost);
  words[4] = 0x1234; // no frame pointer
  EXPECT_EQ(chainOf(recorder, frame(0), 50).end, ChainEnd::Broken);
  EXPECT_EQ(innermostOf(recorder, frame(0)).end, ChainEnd::Broken);
  words[4] = frame(1); // one that leads back
  EXPECT_EQ(chainOf(recorder, frame(0), 50).end, ChainEnd::Broken);
}

TEST_F(StackChain, AnotherStackIsReadAsFarAsItGoes) {
  returnTo({1, 2, 3, 4, 99});
  recorder.stack_size = 0;
  recorder.outermost_frame = 0;
  EXPECT_EQ(chainOf(recorder, frame(0), 3).end, ChainEnd::Cut);
  u64 before = hash(3);
  words[5] = 5;
  EXPECT_NE(hash(3), before);
  words[4] = frame(2) + (64 << 10) * kPageSize; // there is nothing
  EXPECT_EQ(chainOf(recorder, frame(0), 50).end, ChainEnd::Broken);
}

TEST_F(StackChain, APageThatCannotBeReadIsTheEnd) {
  auto *pages = static_cast<char *>(mapPages(2 * kPageSize));
  ASSERT_EQ(mprotect(pages + kPageSize, kPageSize, PROT_NONE), 0);
  uptr *saved = reinterpret_cast<uptr *>(pages) + 2;
  saved[0] = reinterpret_cast<uptr>(pages) + kPageSize + 64;
  saved[1] = 1;
  EXPECT_EQ(chainOf(recorder, reinterpret_cast<uptr>(saved), 50).end, ChainEnd::Broken);
  unmapPages(pages, 2 * kPageSize);
}

TEST_F(StackChain, WhatIsOutsideOfMainDoesNotCount) {
  returnTo({1, 2, 3, 99});
  u64 before = hash(50), innermost_before = innermost();
  returnTo({1, 2, 3, 98});
  EXPECT_EQ(hash(50), before);
  EXPECT_EQ(innermost(), innermost_before);
}

TEST_F(StackChain, EachReturnAddressCountsWhereItIsMetFirst) {
  returnTo({1, 2, 3, 99});
  u64 once = innermost(), all = hash(50);
  returnTo({1, 2, 1, 2, 2, 3, 2, 99});
  EXPECT_EQ(innermost(), once);
  EXPECT_NE(hash(50), all);
  returnTo({2, 1, 3, 99});
  EXPECT_NE(innermost(), once);
}

TEST_F(StackChain, LongOnesAreCut) {
  returnTo(std::vector<uptr>(framesLookedAt() + 5, 7));
  EXPECT_EQ(innermostOf(recorder, frame(0)).end, ChainEnd::Cut);
  EXPECT_EQ(chainOf(recorder, frame(0), framesLookedAt()).end, ChainEnd::Cut);
}

TEST_F(StackChain, TheWayUpToACallIsCounted) {
  returnTo({1, 2, 3, 2, 99});
  EXPECT_EQ(returnsTo(recorder, frame(0), 1).first, 1u);
  EXPECT_EQ(returnsTo(recorder, frame(0), 2).first, 2u);
  EXPECT_EQ(returnsTo(recorder, frame(0), 2).count, 2u);
  EXPECT_EQ(returnsTo(recorder, frame(0), 3).count, 1u);
  EXPECT_EQ(returnsTo(recorder, frame(0), 5).first, 0u);
}

} // namespace
