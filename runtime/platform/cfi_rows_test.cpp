//===- cfi_rows_test.cpp - call frame information, remembered -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/cfi_rows.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {
// A frame of six words; the return address is the highest.
const uptr g_stack[] = {11, 12, 13, 14, 15, 0x4000};
const uptr g_begin = reinterpret_cast<uptr>(g_stack), g_end = g_begin + sizeof(g_stack);
} // namespace

TEST(CfiRows, AreOfOneAddressAndOneModule) {
  rememberRow(0x1234, 7, {kOutermostRow, 0x1200});
  EXPECT_EQ(rememberedRow(0x1234, 7).word, kOutermostRow);
  EXPECT_EQ(rememberedRow(0x1234, 7).function, 0x1200u);
  EXPECT_EQ(rememberedRow(0x1235, 7).word, 0u);
  EXPECT_EQ(rememberedRow(0x1234, 8).word, 0u); // another module, loaded in its place
}

TEST(CfiRows, GiveTheCallersRegisters) {
  u64 row = makeRow(false, 32, {6, 2, 0, 0, 0, 3});
  ASSERT_NE(row, 0u);
  uptr registers[kCfiColumns] = {};
  registers[kRsp] = g_begin + 16;
  registers[kR12] = 77;
  StackReader stack({g_begin, g_end});
  CfiStep step = stepByRow(row, registers, stack);
  EXPECT_EQ(step.result, CfiResult::Stepped);
  EXPECT_EQ(step.cfa, g_end);
  EXPECT_EQ(registers[kRsp], g_end);
  EXPECT_EQ(registers[kReturn], 0x4000u);
  EXPECT_EQ(registers[kRbx], 11u);
  EXPECT_EQ(registers[kRbp], 15u);
  EXPECT_EQ(registers[kR12], 77u);
  EXPECT_EQ(registers[kR15], 14u);
}

TEST(CfiRows, FindTheFrameByRbp) {
  uptr registers[kCfiColumns] = {};
  registers[kRbp] = g_end - 16;
  StackReader stack({g_begin, g_end});
  EXPECT_EQ(stepByRow(makeRow(true, 16, {0, 2, 0, 0, 0, 0}), registers, stack).cfa, g_end);
  EXPECT_EQ(registers[kRbp], 15u);
}

TEST(CfiRows, SayThatAStackIsBad) {
  uptr registers[kCfiColumns] = {};
  StackReader stack({g_begin, g_end});
  EXPECT_EQ(stepByRow(makeRow(false, 16, {}), registers, stack).result, CfiResult::BadStack);
  EXPECT_EQ(stepByRow(kOutermostRow, registers, stack).result, CfiResult::Outermost);
}

TEST(CfiRows, RefuseWhatDoesNotFit) {
  EXPECT_EQ(makeRow(false, 12, {}), 0u);
  EXPECT_EQ(makeRow(false, -8, {}), 0u);
  EXPECT_EQ(makeRow(false, i64(1) << 40, {}), 0u);
  EXPECT_EQ(makeRow(false, 16, {0, 32, 0, 0, 0, 0}), 0u);
}
