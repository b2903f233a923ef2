//===- substitutes_test.cpp -------------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/substitutes.h"

#include <gtest/gtest.h>

namespace refsan {
namespace {

TEST(Substitutes, NothingIsOneBeforeItIsNoted) {
  EXPECT_FALSE(isSubstitute(0x500000000000));
  EXPECT_FALSE(forgetSubstitute(0x500000000000));
}

TEST(Substitutes, NeighboursAreToldApart) {
  constexpr uptr kBlock = 0x500012345670;
  ASSERT_TRUE(noteSubstitute(kBlock));
  EXPECT_TRUE(isSubstitute(kBlock));
  EXPECT_FALSE(isSubstitute(kBlock + 16));
  EXPECT_FALSE(isSubstitute(kBlock - 16));
  EXPECT_FALSE(isSubstitute(kBlock + 8));
  EXPECT_FALSE(isSubstitute(kBlock + (uptr(1) << 24)));
}

TEST(Substitutes, ForgottenOnce) {
  constexpr uptr kBlock = 0x500023456780;
  ASSERT_TRUE(noteSubstitute(kBlock));
  EXPECT_TRUE(forgetSubstitute(kBlock));
  EXPECT_FALSE(forgetSubstitute(kBlock));
  EXPECT_FALSE(isSubstitute(kBlock));
}

TEST(Substitutes, NoAddressOfTheUsersIsNone) { EXPECT_FALSE(noteSubstitute(uptr(1) << 47)); }

} // namespace
} // namespace refsan
