//===- dwarf_cfi_test.cpp -------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What real tables say is unwind_linux_test's matter; here are those that no
// compiler writes.
//
//===----------------------------------------------------------------------===//

#include "platform/fake_cfi.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {
// A frame whose caller's registers lie in the words below its end.
struct Frame {
  uptr words[16];
  uptr registers[kCfiColumns] = {};
  CfiStep step = {};

  Frame(std::vector<u8> common, std::vector<u8> own, u8 data_align = 0x78) {
    for (usize i = 0; i < 16; ++i)
      words[i] = 100 + i;
    for (uptr &one : registers)
      one = 7;
    registers[kRsp] = reinterpret_cast<uptr>(&words[8]);
    // Alignments, the return address, the size of what follows, the encoding of addresses.
    common.insert(common.begin(), {1, data_align, kReturn, 1, 0x1b});
    own.insert(own.begin(), 0);
    fake::CfiTables tables("zR", common, own);
    StackReader stack({reinterpret_cast<uptr>(words), reinterpret_cast<uptr>(words + 16)});
    step = stepByCfi(tables.header(), tables.code() + 4, registers, stack);
  }
};
} // namespace

TEST(DwarfCfi, PlainFrame) {
  // def_cfa rsp+16, return address at cfa-8; rbx at cfa-16.
  Frame frame({0x0c, 7, 16, 0x90, 1}, {0x83, 2});
  ASSERT_EQ(frame.step.result, CfiResult::Stepped);
  EXPECT_EQ(frame.step.cfa, reinterpret_cast<uptr>(&frame.words[10]));
  EXPECT_EQ(frame.registers[kReturn], 109u);
  EXPECT_EQ(frame.registers[kRbx], 108u);
  EXPECT_EQ(frame.registers[kR12], 7u);
}

TEST(DwarfCfi, RestoreInTheCommonPartMeansNoRule) {
  // There is no earlier row that it could mean.
  Frame frame({0x0c, 7, 16, 0x90, 1, 0xc3, 0x06, 3}, {});
  ASSERT_EQ(frame.step.result, CfiResult::Stepped);
  EXPECT_EQ(frame.registers[kRbx], 7u);
}

TEST(DwarfCfi, AugmentationThatIsLongerThanItsEntry) {
  std::vector<u8> common = {1, 0x78, kReturn, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x1b};
  fake::CfiTables tables("zR", common, {0});
  uptr registers[kCfiColumns] = {};
  StackReader stack({0, 0});
  EXPECT_NE(stepByCfi(tables.header(), tables.code(), registers, stack).result, CfiResult::Stepped);
}

TEST(DwarfCfi, OffsetsWrap) {
  // rbx at (2^62 + 1) times -8 from the frame.
  Frame frame({0x0c, 7, 16, 0x90, 1}, {0x83, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40});
  ASSERT_EQ(frame.step.result, CfiResult::Stepped);
  EXPECT_EQ(frame.registers[kRbx], 109u);
}

TEST(DwarfCfi, AnExpressionHasNoOffsetToChange) {
  // def_cfa_expression (breg7 16), then def_cfa_offset.
  Frame frame({0x0f, 2, 0x77, 16, 0x90, 1}, {});
  EXPECT_EQ(frame.step.result, CfiResult::Stepped);
  Frame changed({0x0f, 2, 0x77, 16, 0x90, 1}, {0x0e, 32});
  EXPECT_EQ(changed.step.result, CfiResult::NoRules);
}
