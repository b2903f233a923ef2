//===- redirect_linux_test.cpp --------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/redirect.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

// UBSan would put a word in front of its code.
__attribute__((noinline, aligned(16), no_sanitize("function"))) int first() {
  __asm__ volatile("");
  return 1;
}
__attribute__((noinline, aligned(16))) int second() {
  __asm__ volatile("");
  return 2;
}

TEST(Redirect, CallsArriveAtTheOtherFunction) {
  int (*volatile called)() = first;
  static bool redirected; // for good
  if (redirected)
    GTEST_SKIP() << "once a process";
  redirected = true;
  ASSERT_EQ(called(), 1);
  ASSERT_TRUE(redirectFunction(reinterpret_cast<uptr>(&first), reinterpret_cast<uptr>(&second)));
  EXPECT_EQ(called(), 2);
  EXPECT_FALSE(redirectFunction(reinterpret_cast<uptr>(&first) + 1, reinterpret_cast<uptr>(&second)));
}

TEST(Redirect, ThreadLocalsOffsetIsFoundBehindItsLoad) {
  u8 load[] = {0x4c, 0x8b, 0x0d, 0x10, 0, 0, 0}; // mov 0x10(%rip), %r9
  EXPECT_EQ(placeOfThreadLocal(reinterpret_cast<uptr>(load)), reinterpret_cast<uptr>(load) + 7 + 0x10);
  load[3] = 0xf0, load[4] = load[5] = load[6] = 0xff;
  EXPECT_EQ(placeOfThreadLocal(reinterpret_cast<uptr>(load)), reinterpret_cast<uptr>(load) + 7 - 0x10);
  u8 constant[] = {0x48, 0xc7, 0xc0, 0x10, 0, 0, 0}; // mov $0x10, %rax: the linker knew it
  EXPECT_EQ(placeOfThreadLocal(reinterpret_cast<uptr>(constant)), 0u);
}

TEST(Redirect, ReadOnlyWordIsOverwritten) {
  static const volatile uptr word = 5;
  ASSERT_TRUE(overwriteWord(reinterpret_cast<uptr>(&word), 7));
  EXPECT_EQ(word, 7u);
}

} // namespace
