//===- jumps_test.cpp - functions that only call another --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/jumps.h"

#include <gtest/gtest.h>

using namespace refsan;

#ifdef __x86_64__
namespace {
TEST(Jumps, ToWhatIsCalledAtTheEnd) {
  const unsigned char plain[32] = {0xe9, 0x10, 0, 0, 0};
  EXPECT_EQ(jumpTarget(plain), plain + 0x15);
  const unsigned char framed[] = {0x55, 0x48, 0x89, 0xe5, 0x5d, 0xe9, 0xf6, 0xff, 0xff, 0xff};
  EXPECT_EQ(jumpTarget(framed), framed);
  const unsigned char branded[] = {0xf3, 0x0f, 0x1e, 0xfa, 0xe9, 0, 0, 0, 0};
  EXPECT_EQ(jumpTarget(branded), branded + 9);
}

TEST(Jumps, OthersDoMore) {
  const unsigned char adds[] = {0x48, 0x83, 0xc7, 0x10, 0xe9, 0, 0, 0, 0};
  EXPECT_EQ(jumpTarget(adds), nullptr);
  const unsigned char calls[] = {0x55, 0x48, 0x89, 0xe5, 0xe8, 0, 0, 0, 0, 0x5d, 0xc3};
  EXPECT_EQ(jumpTarget(calls), nullptr);
}
} // namespace
#endif
