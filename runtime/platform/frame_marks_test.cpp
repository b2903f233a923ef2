//===- frame_marks_test.cpp -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/frame_marks.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

constexpr uptr kFrame = 0x10000;

TEST(FrameMarks, ListVariables) {
  const u8 code[] = {0x0f, 0x1f, 0x80, 0x02, 0x03, 0x00, 0x5e, // nopl 0x5e000302(%rax)
                     0x0f, 0x1f, 0x45, 0xa0,                   // nopl -96(%rbp)
                     0x0f, 0x1f, 0x40, 0x20,                   // nopl 32(%rax)
                     0x0f, 0x1f, 0x85, 0x00, 0xff, 0xff, 0xff, // nopl -256(%rbp)
                     0x0f, 0x1f, 0x80, 0x80, 0x00, 0x00, 0x00, // nopl 128(%rax)
                     0xc3};
  FrameMark mark = readFrameMark(code, kFrame);
  EXPECT_TRUE(mark.known);
  EXPECT_FALSE(mark.below);
  EXPECT_EQ(mark.argument_bytes, 24u);
  ASSERT_EQ(mark.count, 2u);
  EXPECT_EQ(mark.variables[0].begin, kFrame - 96);
  EXPECT_EQ(mark.variables[0].end, kFrame - 64);
  EXPECT_EQ(mark.variables[1].begin, kFrame - 256);
  EXPECT_EQ(mark.variables[1].end, kFrame - 128);
}

TEST(FrameMarks, SayWhereVariablesBegin) {
  const u8 code[] = {0x0f, 0x1f, 0x80, 0xff, 0x00, 0x00, 0x5e, 0x0f, 0x1f, 0x45, 0xe0, 0xc3};
  FrameMark mark = readFrameMark(code, kFrame);
  EXPECT_TRUE(mark.below);
  ASSERT_EQ(mark.count, 1u);
  EXPECT_EQ(mark.variables[0].begin, kFrame - 32);
  EXPECT_EQ(mark.variables[0].end, kFrame - 16);
}

TEST(FrameMarks, AreNotWhatCodeIsFilledUpWith) {
  const u8 filled[] = {0x0f, 0x1f, 0x40, 0x00, 0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00, 0xc3};
  EXPECT_FALSE(readFrameMark(filled, kFrame).known);
}

TEST(FrameMarks, SayNothingOfFramesThatAnotherRegisterLeadsTo) {
  const u8 code[] = {0x0f, 0x1f, 0x80, 0x01, 0x00, 0x00, 0x5e, 0x0f, 0x1f, 0x44, 0x24, 0x10, 0x0f, 0x1f, 0x40, 0x10};
  EXPECT_FALSE(readFrameMark(code, kFrame).known);
}

} // namespace
