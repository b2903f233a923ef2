//===- dead_jumps_test.cpp ------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/dead_jumps.h"

#include "analysis/scratch.h"

#include <csetjmp>
#include <gtest/gtest.h>
#include <vector>

using namespace refsan;

namespace {

std::vector<Range> leftOf(Range words, uptr own_stack_lowest) {
  scratch::release();
  CheckInput input;
  input.own_stack_lowest = own_stack_lowest;
  Readable readable;
  readable.createEverything();
  RootSources sources{&input, listModules(), {}, &readable, {}};
  DeadJumps dead;
  dead.create(sources);
  std::vector<Range> left;
  dead.forEachLeft(words, [&](Range range) { left.push_back(range); });
  return left;
}
Range wordsOf(const uptr *begin, usize count) {
  return {reinterpret_cast<uptr>(begin), reinterpret_cast<uptr>(begin + count)};
}

struct Variables {
  uptr before[3] = {1, 2, 3};
  jmp_buf buffer;
  uptr behind[2] = {4, 5};
  Range words() const { return {reinterpret_cast<uptr>(this), reinterpret_cast<uptr>(this + 1)}; }
};

__attribute__((noinline)) void keepIn(Variables &variables) {
  if (setjmp(variables.buffer))
    FAIL();
}

TEST(DeadJumps, RegistersOfAFrameThatReturnedAreLeftOut) {
  Variables variables;
  keepIn(variables);
  uptr here = reinterpret_cast<uptr>(&variables);
  std::vector<Range> left = leftOf(variables.words(), here);
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0].begin, variables.words().begin);
  EXPECT_EQ(left[0].end, reinterpret_cast<uptr>(variables.buffer));
  EXPECT_EQ(left[1].begin, reinterpret_cast<uptr>(variables.buffer) + 8 * sizeof(uptr));
  EXPECT_EQ(left[1].end, variables.words().end);
}

TEST(DeadJumps, FramesThatAreThereMayBeJumpedTo) {
  Variables variables;
  if (setjmp(variables.buffer))
    FAIL();
  uptr below = reinterpret_cast<uptr>(__builtin_frame_address(0)) - (64 << 10);
  EXPECT_EQ(leftOf(variables.words(), below).size(), 1u);
}

TEST(DeadJumps, OtherWordsStay) {
  const uptr words[] = {1, 0, ~uptr(0), reinterpret_cast<uptr>(&words), 5};
  std::vector<Range> left = leftOf(wordsOf(words, 5), reinterpret_cast<uptr>(&words));
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].size(), sizeof(words));
}

} // namespace
