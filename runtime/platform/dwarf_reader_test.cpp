//===- dwarf_reader_test.cpp ----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/dwarf_reader.h"

#include <gtest/gtest.h>
#include <vector>

using namespace refsan;

namespace {
struct Bytes {
  std::vector<u8> bytes;
  DwarfReader in{bytes.data(), bytes.data() + bytes.size()};
};

// Register n holds 100 + n, the word at address a is 2 * a, but none is at 0.
struct Result {
  bool good;
  uptr value = 0;
  explicit Result(std::vector<u8> bytes, bool push_cfa = false) {
    uptr registers[17];
    for (u32 i = 0; i < 17; ++i)
      registers[i] = 100 + i;
    auto read = [](uptr address, uptr &word, void *) {
      word = 2 * address;
      return address != 0;
    };
    DwarfReader in(bytes.data(), bytes.data() + bytes.size());
    good = evaluateDwarf(in, registers, 17, push_cfa, 5000, read, nullptr, value);
  }
};
uptr valueOf(std::vector<u8> bytes) {
  Result result(bytes);
  EXPECT_TRUE(result.good);
  return result.value;
}
} // namespace

TEST(DwarfReader, Numbers) {
  EXPECT_EQ(Bytes({{0xe5, 0x8e, 0x26}}).in.unsignedLeb(), 624485u);
  EXPECT_EQ(Bytes({{0xc0, 0xbb, 0x78}}).in.signedLeb(), -123456);
  EXPECT_EQ(Bytes({{0x7f}}).in.signedLeb(), -1);
  EXPECT_EQ(Bytes({{0x34, 0x12}}).in.u16At(), 0x1234u);
  EXPECT_EQ(Bytes({{0xfe, 0xff, 0xff, 0xff}}).in.encoded(0x0b, 0), ~uptr(1));
  EXPECT_EQ(Bytes({{0xfe, 0xff}}).in.encoded(dwarf::kDataRelative | 0x0a, 100), 98u);
  EXPECT_EQ(Bytes({{1}}).in.encoded(dwarf::kOmitted, 0), 0u);
}

TEST(DwarfReader, NothingIsReadBehindTheEnd) {
  Bytes number{{1, 2, 3}}, unended{{0x80, 0x80}}, text{{'a', 'b'}}, skipped{{1}};
  EXPECT_EQ(number.in.u32At(), 0u);
  EXPECT_FALSE(number.in.good());
  EXPECT_TRUE(number.in.atEnd());
  unended.in.unsignedLeb();
  EXPECT_FALSE(unended.in.good());
  EXPECT_STREQ(text.in.text(), "");
  EXPECT_FALSE(text.in.good());
  skipped.in.skip(~u64(0));
  EXPECT_FALSE(skipped.in.good());
}

TEST(DwarfExpression, Values) {
  EXPECT_EQ(valueOf({0x77, 16}), 123u);                 // breg7 16
  EXPECT_EQ(valueOf({0x77, 0x70, 0x06}), 182u);         // breg7 -16, deref
  EXPECT_EQ(valueOf({0x35, 0x08, 7, 0x1c}), ~uptr(1));  // lit5, const1u 7, minus
  EXPECT_EQ(valueOf({0x33, 0x12, 0x22, 0x23, 4}), 10u); // lit3, dup, plus, plus_uconst 4
  EXPECT_EQ(valueOf({0x31, 0x32, 0x16, 0x1c}), 1u);     // lit1, lit2, swap, minus
  EXPECT_EQ(valueOf({0x31, 0x1f, 0x30, 0x2d}), 1u);     // -1 < 0
  EXPECT_EQ(valueOf({0x31, 0x08, 64, 0x24}), 0u);       // 1 << 64
  Result cfa({0x38, 0x1c}, true);                       // the frame's address, lit8, minus
  EXPECT_TRUE(cfa.good);
  EXPECT_EQ(cfa.value, 4992u);
}

TEST(DwarfExpression, WhatCannotBeEvaluated) {
  EXPECT_FALSE(Result({}).good);
  EXPECT_FALSE(Result({0x22}).good);                    // plus of nothing
  EXPECT_FALSE(Result({0x30, 0x06}).good);              // the word at 0
  EXPECT_FALSE(Result({0x8f, 0}).good);                 // breg31
  EXPECT_FALSE(Result({0x2f, 0, 0}).good);              // skip: no compiler writes it here
  EXPECT_FALSE(Result({0x0c, 1}).good);                 // a constant that is cut off
  EXPECT_FALSE(Result(std::vector<u8>(17, 0x31)).good); // deeper than any
}
