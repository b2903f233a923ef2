//===- process_copy_linux_test.cpp ----------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/process_copy.h"

#include "platform/process.h"

#include <cerrno>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace refsan {

TEST(ProcessCopy, SeesTheMemoryAsItWasAndSharesWhatIsShared) {
  auto *shared = static_cast<int *>(mapShared(4096));
  ASSERT_NE(shared, nullptr);
  volatile int own = 1;
  i32 copy = copyProcess();
  ASSERT_GE(copy, 0);
  if (copy == 0) {
    *shared = own + 10;
    own = 5;
    endProcess(0);
  }
  EXPECT_TRUE(waitForCopy(copy));
  EXPECT_EQ(*shared, 11);
  EXPECT_EQ(own, 1);
}

TEST(ProcessCopy, IsNoChildOfTheProgram) {
  i32 copy = copyProcess();
  if (copy == 0)
    endProcess(0);
  int status;
  EXPECT_EQ(waitpid(-1, &status, 0), -1);
  EXPECT_EQ(errno, ECHILD);
  EXPECT_TRUE(waitForCopy(copy));
}

TEST(ProcessCopy, TellsOfABadEnd) {
  i32 copy = copyProcess();
  if (copy == 0)
    __builtin_trap();
  EXPECT_FALSE(waitForCopy(copy));
}

} // namespace refsan
