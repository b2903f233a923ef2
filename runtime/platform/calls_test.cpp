//===- calls_test.cpp - instructions that call ----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/calls.h"

#include <gtest/gtest.h>
#include <vector>

using namespace refsan;

namespace {

bool ends(std::vector<u8> code) {
  code.insert(code.begin(), kLongestCall, 0x90);
  return isBehindCall(reinterpret_cast<uptr>(code.data() + code.size()));
}

} // namespace

TEST(Calls, EachFormIsOne) {
  EXPECT_TRUE(ends({0xe8, 1, 2, 3, 4}));                // call function
  EXPECT_TRUE(ends({0xff, 0xd0}));                      // call *%rax
  EXPECT_TRUE(ends({0x41, 0xff, 0xd4}));                // call *%r12
  EXPECT_TRUE(ends({0xff, 0x10}));                      // call *(%rax)
  EXPECT_TRUE(ends({0xff, 0x50, 0x18}));                // call *24(%rax)
  EXPECT_TRUE(ends({0xff, 0x90, 0x38, 6, 0, 0}));       // call *0x638(%rax)
  EXPECT_TRUE(ends({0xff, 0x15, 1, 2, 3, 4}));          // call *symbol(%rip)
  EXPECT_TRUE(ends({0x41, 0xff, 0x54, 0x24, 0x10}));    // call *16(%r12)
  EXPECT_TRUE(ends({0xff, 0x14, 0xc5, 1, 2, 3, 4}));    // call *table(,%rax,8)
  EXPECT_TRUE(ends({0xff, 0x94, 0x24, 0x80, 0, 0, 0})); // call *128(%rsp)
}

TEST(Calls, OtherCodeIsNone) {
  EXPECT_FALSE(ends({}));
  EXPECT_FALSE(ends({0xff, 0xe0}));             // jmp *%rax
  EXPECT_FALSE(ends({0xff, 0x70, 0x18}));       // push 24(%rax)
  EXPECT_FALSE(ends({0xff, 0x15, 1, 2}));       // cut
  EXPECT_FALSE(ends({0xe8, 1, 2, 3, 4, 0x90})); // one instruction later
}
