//===- own_stack_linux_test.cpp -------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/own_stack.h"
#include "platform/threads.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {
struct Seen {
  int calls = 0;
  bool on_own_stack = false;
  void look() {
    calls++;
    on_own_stack = !currentStackBounds().contains(reinterpret_cast<uptr>(__builtin_frame_address(0)));
  }
};
Seen callWith(usize room) {
  Seen seen;
  callWithRoom(room, [](void *arg) { static_cast<Seen *>(arg)->look(); }, &seen);
  return seen;
}

TEST(OwnStack, IsTakenWhereTheThreadsHasNoRoom) {
  Seen near = callWith(1);
  EXPECT_EQ(near.calls, 1);
  EXPECT_FALSE(near.on_own_stack);
  Seen far = callWith(usize(1) << 32);
  EXPECT_EQ(far.calls, 1);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_TRUE(far.on_own_stack);
#endif
}
} // namespace
