//===- format_test.cpp - numbers and pieces to text -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The verbs, and what happens at the end of the buffer.
//
//===----------------------------------------------------------------------===//

#include "base/format.h"

#include "base/check.h"
#include "base/hash.h"

#include <gtest/gtest.h>

using namespace refsan;

TEST(Format, Verbs) {
  char buffer[128];
  TextBuilder text(buffer, sizeof(buffer));
  text.text("n=").decimal(0).character(' ').decimal(18446744073709551615u).character('.', 3);
  text.signedDecimal(-5).character(' ').signedDecimal(INT64_MIN).character(' ').hex(255).character(' ').hex(255, 6);
  EXPECT_STREQ(text.data(), "n=0 18446744073709551615...-5 -9223372036854775808 ff 0000ff");
  text.clear();
  text.decimal(7, 4).padded("ab", 4).padded("abcde", 4).text(nullptr);
  EXPECT_STREQ(text.data(), "   7ab  abcde");
  EXPECT_FALSE(text.truncated());
}

TEST(Format, ControlCharactersAreShown) {
  char buffer[128];
  TextBuilder text(buffer, sizeof(buffer));
  text.visible("a\x1b[31m\n\x7f \xc2\x9b \xc2\xa0\xc3\xa4\xc2").visible("").visible("\t").text("\t");
  EXPECT_STREQ(text.data(), "a\\x1b[31m\\x0a\\x7f \\xc2\\x9b \xc2\xa0\xc3\xa4\\xc2\\x09\t");
  text.clear();
  text.visible(StringView("\0x", 2));
  EXPECT_STREQ(text.data(), "\\x00x");
}

TEST(Format, CutsAtTheEnd) {
  char buffer[5];
  TextBuilder text(buffer, sizeof(buffer));
  text.text("abcd");
  EXPECT_FALSE(text.truncated());
  text.character('e').text("f");
  EXPECT_TRUE(text.truncated());
  EXPECT_STREQ(text.data(), "abcd");
  TextBuilder nothing(nullptr, 0);
  nothing.text("x");
  EXPECT_EQ(nothing.size(), 0u);
}

TEST(Hash, IsTheSameInEveryVersion) {
  EXPECT_EQ(hashBytes(""), 0xcbf29ce484222325u);
  EXPECT_EQ(hashBytes("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_NE(mixBits(1), mixBits(2));
  EXPECT_NE(hashCombine(1, 2), hashCombine(2, 1));
}

TEST(CheckDeathTest, SaysWhereAndWhat) {
  EXPECT_DEATH(REFSAN_CHECK(1 + 1 == 3),
               "RefSan: internal error: check failed at format_test.cpp:[0-9]+: 1 \\+ 1 == 3");
}
