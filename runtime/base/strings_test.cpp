//===- strings_test.cpp - taking text apart -------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Views, parsers and the distance that "did you mean" goes by.
//
//===----------------------------------------------------------------------===//

#include "base/strings.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace refsan;

namespace {
std::vector<std::string> parts(const char *text, char separator) {
  std::vector<std::string> result;
  StringView rest = text;
  for (StringView part; nextPart(rest, separator, part);)
    result.emplace_back(part.data, part.size);
  return result;
}
} // namespace

TEST(Strings, Parts) {
  EXPECT_EQ(parts("a:bc::", ':'), (std::vector<std::string>{"a", "bc", "", ""}));
  EXPECT_EQ(parts("", ':'), (std::vector<std::string>{""}));
  EXPECT_TRUE(parts(nullptr, ':').empty());
}

TEST(Strings, PrefixesAndSearch) {
  EXPECT_TRUE(startsWith("/usr/lib", "/usr"));
  EXPECT_FALSE(startsWith("/us", "/usr"));
  EXPECT_TRUE(endsWith("a.cpp", ".cpp"));
  EXPECT_FALSE(endsWith("pp", ".cpp"));
  EXPECT_EQ(findChar("abcabc", 'c'), 2u);
  EXPECT_EQ(findChar("abcabc", 'c', 3), 5u);
  EXPECT_EQ(findLastChar("abcabc", 'a'), 3u);
  EXPECT_EQ(findChar("abc", 'x'), kNotFound);
  EXPECT_TRUE(trim(" \t a b\n") == "a b");
  EXPECT_TRUE(trim("  ").empty());
  EXPECT_TRUE(StringView("abc").from(1, 1) == "b");
  EXPECT_TRUE(StringView("abc").from(9).empty());
  EXPECT_FALSE(StringView("abc") == "abd");
}

TEST(Strings, Numbers) {
  u64 value = 1;
  EXPECT_TRUE(parseUnsigned("18446744073709551615", value));
  EXPECT_EQ(value, ~u64(0));
  for (const char *bad : {"", "18446744073709551616", "-1", "+1", "1 ", "0x1", "a"})
    EXPECT_FALSE(parseUnsigned(bad, value)) << bad;
  EXPECT_TRUE(parseHex("7fFf", value));
  EXPECT_EQ(value, 0x7fffu);
  EXPECT_FALSE(parseHex("0x1", value));
  i64 number;
  EXPECT_TRUE(parseSigned("-9223372036854775808", number));
  EXPECT_EQ(number, INT64_MIN);
  EXPECT_FALSE(parseSigned("9223372036854775808", number));
  EXPECT_FALSE(parseSigned("-", number));
}

TEST(Strings, Booleans) {
  bool value = false;
  for (const char *yes : {"1", "true", "yes"})
    EXPECT_TRUE(parseBool(yes, value) && value) << yes;
  for (const char *no : {"0", "false", "no"})
    EXPECT_TRUE(parseBool(no, value) && !value) << no;
  for (const char *bad : {"", "2", "on", "TRUE", "10"})
    EXPECT_FALSE(parseBool(bad, value)) << bad;
}

TEST(Strings, EditDistance) {
  EXPECT_EQ(editDistance("exitcode", "exitcode"), 0u);
  EXPECT_EQ(editDistance("exticode", "exitcode"), 1u);
  EXPECT_EQ(editDistance("exitcod", "exitcode"), 1u);
  EXPECT_EQ(editDistance("exit_code", "exitcode"), 1u);
  EXPECT_EQ(editDistance("abc", ""), 3u);
  EXPECT_EQ(editDistance("kitten", "sitting"), 3u);
  EXPECT_GT(editDistance(std::string(40, 'a').c_str(), "a"), 31u);
}
