//===- touched_pages_linux_test.cpp - which pages were ever touched -------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/touched_pages.h"

#include "platform/memory.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {
TEST(TouchedPages, NoneThatWasWrittenIsMissing) {
  constexpr usize kPages = 300;
  auto *pages = static_cast<char *>(mapPages(kPages * kPageSize));
  ASSERT_NE(pages, nullptr);
  for (usize i : {0, 7, 127, 128, 299})
    pages[i * kPageSize + 5] = 1;
  bool touched[kPages];
  findTouchedPages(pages, touched, kPages);
  usize count = 0;
  for (bool page : touched)
    count += page;
  for (usize i : {0, 7, 127, 128, 299})
    EXPECT_TRUE(touched[i]) << i;
  EXPECT_TRUE(count == 5 || count == kPages) << count; // all: the system does not tell
  unmapPages(pages, kPages * kPageSize);
}
} // namespace
