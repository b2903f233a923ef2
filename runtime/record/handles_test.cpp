//===- handles_test.cpp - who took the handles in the heap ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/reference_words.h"
#include "record/references.h"
#include "record/thread_state.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {
// The heap begins at another page in every run.
TEST(Handles, AreAboutTheSameObjectsInEveryRun) {
  static refsan_site site = {"a.rs", "f", nullptr, 1, 1, 2, 0, 0};
  uptr slot = uptr(0x6) << 40, object = slot + (uptr(1) << 30);
  ASSERT_TRUE(startReferenceWords() && (recorder() || startRecorders()) && recorder());
  for (uptr other = object + 16; other < object + 512; other += 16) {
    Taken taken;
    setHandle(slot, object, &site);
    bool here = takenBySlot(slot, other, &taken);
    setHandle(slot, object + 0x5000, &site);
    EXPECT_EQ(takenBySlot(slot, other + 0x5000, &taken), here);
  }
}

// All that is known of the line and of the addresses near is so by a retain.
TEST(Handles, TheFirstOneMovesToo) {
  static refsan_site site = {"a.rs", "f", nullptr, 1, 1, 2, 0, 0};
  uptr object = uptr(0x7) << 40, from = object + 64, to = object + 128;
  ASSERT_TRUE(startReferenceWords() && (recorder() || startRecorders()) && recorder());
  retain(object, &site);
  setHandle(from, object, &site);
  moveHandles(from, to, 8);
  Taken taken;
  EXPECT_FALSE(takenBySlot(from, object, &taken));
  EXPECT_TRUE(takenBySlot(to, object, &taken));
}

// More lines than a handle's word has room for.
TEST(Handles, OfThousandsOfLines) {
  constexpr usize kLines = 5000;
  static refsan_site sites[kLines];
  // Addresses that nobody else uses; nothing is read from them.
  uptr slots = uptr(0x5) << 40, moved = slots + (uptr(1) << 30), object = slots + (uptr(2) << 30);
  ASSERT_TRUE(startReferenceWords() && (recorder() || startRecorders()) && recorder());
  for (usize i = 0; i < kLines; ++i) {
    sites[i] = {"a.rs", "f", nullptr, static_cast<refsan_u32>(i + 1), 1, 2, 0, 0};
    setHandle(slots + i * 8, object, &sites[i]);
  }
  auto lineAt = [&](uptr slot) {
    Taken taken;
    return takenBySlot(slot, object, &taken) ? taken.site->line : 0;
  };
  for (usize i = 0; i < kLines; ++i)
    ASSERT_EQ(lineAt(slots + i * 8), i + 1);
  moveHandles(slots, moved, kLines * 8);
  for (usize i = 0; i < kLines; ++i) {
    ASSERT_EQ(lineAt(moved + i * 8), i + 1);
    ASSERT_EQ(lineAt(slots + i * 8), 0u);
  }
  uptr last = moved + (kLines - 1) * 8;
  clearHandle(last);
  EXPECT_EQ(lineAt(last), 0u);
  setHandle(last, object, &sites[kLines - 2]);
  EXPECT_EQ(lineAt(last), kLines - 1);
  setHandle(last, object, &sites[0]);
  EXPECT_EQ(lineAt(last), 1u);
}
} // namespace
