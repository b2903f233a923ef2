//===- red_zone_linux_test.cpp --------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/red_zone.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

constexpr uptr kNoFrame = ~uptr(0);

// Code that begins and ends with the instruction.
template <usize N> bool refers(const u8 (&instruction)[N], uptr frame = kNoFrame) {
  auto begin = reinterpret_cast<uptr>(instruction);
  return refersBelowStack({begin, begin + N}, frame);
}

TEST(RedZone, StoresBelowTheStackPointer) {
  const u8 store[] = {0x48, 0x89, 0x7c, 0x24, 0xf8}; // mov %rdi, -8(%rsp)
  EXPECT_TRUE(refers(store));
  const u8 vector[] = {0x0f, 0x29, 0x44, 0x24, 0x80}; // movaps %xmm0, -128(%rsp)
  EXPECT_TRUE(refers(vector));
  const u8 wide[] = {0xc5, 0xfe, 0x7f, 0x44, 0x24, 0xc0}; // vmovdqu %ymm0, -64(%rsp)
  EXPECT_TRUE(refers(wide));
  const u8 wider[] = {0x62, 0xf1, 0xfe, 0x48, 0x7f, 0x44, 0x24, 0xff}; // vmovdqu64 %zmm0, -64(%rsp)
  EXPECT_TRUE(refers(wider));
  const u8 above[] = {0x48, 0x89, 0x7c, 0x24, 0x08}; // mov %rdi, 8(%rsp)
  EXPECT_FALSE(refers(above));
}

TEST(RedZone, AddressesBelowTheStackPointer) {
  const u8 address[] = {0x48, 0x8d, 0x44, 0x24, 0x88}; // lea -120(%rsp), %rax
  EXPECT_TRUE(refers(address));
  const u8 indexed[] = {0x48, 0x8b, 0x44, 0xcc, 0x80}; // mov -128(%rsp,%rcx,8), %rax
  EXPECT_TRUE(refers(indexed));
  const u8 negative[] = {0x48, 0x8b, 0x04, 0xcc}; // mov (%rsp,%rcx,8), %rax
  EXPECT_TRUE(refers(negative));
  const u8 copy[] = {0x48, 0x89, 0xe0}; // mov %rsp, %rax
  EXPECT_TRUE(refers(copy));
}

TEST(RedZone, WhatIsBelowByTheFramePointer) {
  const u8 store[] = {0x48, 0x89, 0x7d, 0xf0}; // mov %rdi, -16(%rbp)
  EXPECT_TRUE(refers(store, 0));
  EXPECT_TRUE(refers(store, 8));
  EXPECT_FALSE(refers(store, 16));
  EXPECT_FALSE(refers(store));                                 // %rbp is any other register
  const u8 far[] = {0x48, 0x89, 0xbd, 0x70, 0xff, 0xff, 0xff}; // mov %rdi, -144(%rbp)
  EXPECT_TRUE(refers(far, 128));
  EXPECT_FALSE(refers(far, 144));
}

TEST(RedZone, BeginAndEndOfAFunctionReferToNothing) {
  const u8 begin[] = {0x55, 0x48, 0x89, 0xe5, 0x53}; // push %rbp; mov %rsp, %rbp; push %rbx
  EXPECT_FALSE(refers(begin, 0));
  const u8 end[] = {0x48, 0x83, 0xc4, 0x08, 0x5b, 0x5d, 0xc3}; // add $8, %rsp; pop %rbx; pop %rbp; ret
  EXPECT_FALSE(refers(end, 0));
  const u8 shorter[] = {0x48, 0x83, 0xc4, 0x08, 0x5d, 0xc3}; // add $8, %rsp; pop %rbp; ret
  EXPECT_FALSE(refers(shorter, 0));
}

TEST(RedZone, PrefixesReferToNothing) {
  const u8 thread[] = {0xc7, 0xc6, 0xc8, 0xff, 0xff, 0xff, 0x64, 0x4d, 0x8b, 0x3e}; // ...; mov %fs:(%r14), %r15
  EXPECT_FALSE(refers(thread, 48));
  const u8 distance[] = {0xe8, 0x62, 0x00, 0x00, 0x00, 0x64, 0x4d, 0x89, 0x3e}; // call; mov %r15, %fs:(%r14)
  EXPECT_FALSE(refers(distance, 80));
  const u8 extended[] = {0xe8, 0x46, 0x00, 0x00, 0x00, 0x4d, 0x89, 0xfc}; // call; mov %r15, %r12
  EXPECT_FALSE(refers(extended, 48));
}

TEST(RedZone, JumpsReferToNothing) {
  const u8 back[] = {0x48, 0x39, 0xc3, 0x75, 0xe5}; // cmp %rax, %rbx; jne
  EXPECT_FALSE(refers(back, 0));
  const u8 ahead[] = {0x83, 0xf8, 0x05, 0x74, 0x24, 0x8b, 0x07}; // cmp $5, %eax; je; mov (%rdi), %eax
  EXPECT_FALSE(refers(ahead, 0));
}

} // namespace
