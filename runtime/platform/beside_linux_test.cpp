//===- beside_linux_test.cpp ----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/beside.h"

#include <gtest/gtest.h>
#include <sys/single_threaded.h>

using namespace refsan;

namespace {

struct Calls {
  u32 made[kMostBeside] = {};
  bool beside[kMostBeside] = {};
};

TEST(Beside, EachIsCalledOnce) {
  EXPECT_GE(usableProcessors(), 1u);
  EXPECT_LE(usableProcessors(), kMostBeside);
  for (u32 count = 1; count <= kMostBeside; ++count) {
    Calls calls;
    auto call = [](u32 worker, void *arg) {
      auto *calls = static_cast<Calls *>(arg);
      calls->made[worker] += 1;
      calls->beside[worker] = isBeside();
    };
    runBeside(count, call, &calls);
    for (u32 i = 0; i < kMostBeside; ++i)
      EXPECT_EQ(calls.made[i], i < count ? 1u : 0u);
    EXPECT_FALSE(calls.beside[0]);
    EXPECT_FALSE(isBeside());
  }
}

// They can wait for each other: they do run at the same time.
TEST(Beside, SideBySide) {
  u32 here = 0;
  auto meet = [](u32, void *arg) {
    auto *here = static_cast<u32 *>(arg);
    __atomic_fetch_add(here, 1, __ATOMIC_SEQ_CST);
    for (u32 looks = 0; __atomic_load_n(here, __ATOMIC_SEQ_CST) < 2; ++looks)
      pauseBeside(looks);
  };
  runBeside(2, meet, &here);
  EXPECT_EQ(here, 2u);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Else reference counts of libstdc++ would be atomic from then on.
TEST(Beside, LibcDoesNotCountThem) {
  bool before = __libc_single_threaded;
  runBeside(2, [](u32, void *) {}, nullptr);
  EXPECT_EQ(bool(__libc_single_threaded), before);
}

TEST(Beside, TellsItsThreads) {
  bool beside = false;
  runBeside(2, [](u32 worker, void *arg) { *static_cast<bool *>(arg) |= worker == 1 && isBeside(); }, &beside);
  EXPECT_TRUE(beside);
}
#endif

} // namespace
