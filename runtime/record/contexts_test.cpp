//===- contexts_test.cpp - where blocks come from, interned -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/contexts.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

using namespace refsan;

namespace {

const refsan_site kSite = {"a.c", "f", nullptr, 1, 1, 1, 0, 0};
const refsan_site kUser = {"b.c", "g", nullptr, 2, 2, 0, 0, 0};

TEST(Contexts, SameContentSameNumber) {
  uptr frames[] = {0x10, 0x20, 0x30};
  u32 id = internContext({&kSite, &kUser, nullptr}, frames, 3);
  EXPECT_NE(id, 0u);
  EXPECT_EQ(internContext({&kSite, &kUser, nullptr}, frames, 3), id);
  EXPECT_NE(internContext({&kSite, nullptr, &kUser}, frames, 3), id);
  EXPECT_NE(internContext({&kSite, &kUser, nullptr}, frames, 2), id);
  frames[2]++;
  EXPECT_NE(internContext({&kSite, &kUser, nullptr}, frames, 3), id);
}

TEST(Contexts, ContentComesBack) {
  uptr frames[] = {0x11, 0x21, 0x31};
  const Context *context = contextOf(internContext({&kSite, &kUser, &kSite}, frames, 3));
  EXPECT_EQ(context->site, &kSite);
  EXPECT_EQ(context->user, &kUser);
  EXPECT_EQ(context->typed, &kSite);
  ASSERT_EQ(context->frame_count, 3u);
  EXPECT_EQ(std::vector<uptr>(context->frames, context->frames + 3), std::vector<uptr>(frames, frames + 3));
}

TEST(Contexts, OrderIsOfFirstSight) {
  uptr a = 0xaaa1, b = 0xaaa2;
  u32 first = internContext({}, &a, 1), second = internContext({}, &b, 1);
  internContext({}, &a, 1);
  EXPECT_LT(contextOf(first)->order, contextOf(second)->order);
}

TEST(Contexts, ManyOfAllLengths) {
  std::set<u32> ids;
  uptr frames[kMaxStackDepth];
  for (u32 i = 0; i < 100000; ++i) {
    u32 count = i % kMaxStackDepth + 1;
    for (u32 at = 0; at < count; ++at)
      frames[at] = i + at + 0x100000;
    ids.insert(internContext({}, frames, count));
  }
  EXPECT_EQ(ids.size(), 100000u);
  for (u32 id : ids) {
    const Context *context = contextOf(id);
    ASSERT_EQ(context->frames[context->frame_count - 1], context->frames[0] + context->frame_count - 1);
  }
}

TEST(Contexts, TheFirstAreFoundAndVisitedAmongMany) {
  constexpr u32 kMany = 20000;
  auto number = [](uptr i) {
    uptr frame = 0x7000000 + i;
    return internContext({&kSite}, &frame, 1);
  };
  std::vector<u32> ids;
  for (u32 i = 0; i < kMany; ++i)
    ids.push_back(number(i));
  for (u32 i = 0; i < kMany; ++i)
    EXPECT_EQ(number(i), ids[i]);
  std::set<const Context *> visited;
  visitContexts([](Context &context, void *arg) { static_cast<std::set<const Context *> *>(arg)->insert(&context); },
                &visited);
  for (u32 id : ids)
    EXPECT_EQ(visited.count(contextOf(id)), 1u);
}

TEST(Contexts, ThreadsAgreeOnContent) {
  std::vector<std::vector<u32>> seen(4);
  std::vector<std::thread> threads;
  for (auto &ids : seen)
    threads.emplace_back([&ids] {
      for (uptr i = 0; i < 20000; ++i) {
        uptr frames[] = {i + 0x5000000, i};
        ids.push_back(internContext({&kSite, nullptr, nullptr}, frames, 2));
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  usize twice = 0; // while the table grows, a few may be
  for (auto &ids : seen)
    for (uptr i = 0; i < 20000; ++i) {
      ASSERT_EQ(contextOf(ids[i])->frames[1], i);
      twice += ids[i] != seen[0][i];
    }
  EXPECT_LT(twice, 10u);
}

} // namespace
