//===- frame_gaps_test.cpp ------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/frame_gaps.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

// Code with bytes around it that refer to nothing.
template <usize N> bool refers(const u8 (&instruction)[N], i64 from_rbp, i64 from_rsp) {
  u8 code[N + 16];
  __builtin_memset(code, 0x90, sizeof(code));
  __builtin_memcpy(code + 4, instruction, N);
  auto begin = reinterpret_cast<uptr>(code);
  return refersToFrame({begin, begin + sizeof(code)}, from_rbp, from_rsp);
}

TEST(FrameGaps, FindsByteDisplacementsFromTheFramePointer) {
  const u8 store[] = {0x48, 0x89, 0x45, 0xf0}; // mov %rax, -16(%rbp)
  EXPECT_TRUE(refers(store, -16, 1000));
  EXPECT_FALSE(refers(store, -24, 1000));
}

TEST(FrameGaps, FindsWordDisplacementsFromTheFramePointer) {
  const u8 address[] = {0x48, 0x8d, 0xbd, 0x00, 0xfd, 0xff, 0xff}; // lea -768(%rbp), %rdi
  EXPECT_TRUE(refers(address, -768, 1000));
  EXPECT_FALSE(refers(address, -760, 1000));
}

TEST(FrameGaps, FindsDisplacementsFromTheStackPointer) {
  const u8 load[] = {0x48, 0x8b, 0x44, 0x24, 0x18}; // mov 24(%rsp), %rax
  EXPECT_TRUE(refers(load, -1000, 24));
  EXPECT_FALSE(refers(load, -1000, 32));
  const u8 bottom[] = {0x48, 0x89, 0x04, 0x24}; // mov %rax, (%rsp)
  EXPECT_TRUE(refers(bottom, -1000, 0));
  EXPECT_FALSE(refers(bottom, -1000, 8));
}

TEST(FrameGaps, FindsTheStackPointerItself) {
  const u8 copy[] = {0x48, 0x89, 0xe7}; // mov %rsp, %rdi
  EXPECT_TRUE(refers(copy, -1000, 0));
  const u8 prologue[] = {0x48, 0x89, 0xe5}; // mov %rsp, %rbp
  EXPECT_FALSE(refers(prologue, -1000, 0));
}

} // namespace
