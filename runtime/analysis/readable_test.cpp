//===- readable_test.cpp --------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/readable.h"
#include "platform/maps.h"
#include "platform/memory.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <vector>

using namespace refsan;

namespace {
std::vector<uptr> piecesOf(const Readable &readable, Range range) {
  std::vector<uptr> ends;
  readable.forEach(range, [&](Range piece) {
    ends.push_back(piece.begin);
    ends.push_back(piece.end);
  });
  return ends;
}

TEST(Readable, PiecesOfARange) {
  scratch::release();
  Readable readable;
  readable.add({100, 200});
  readable.add({200, 300}); // touches
  readable.add({400, 500});
  EXPECT_TRUE(readable.all({100, 300}));
  EXPECT_TRUE(readable.all({150, 250}));
  EXPECT_FALSE(readable.all({50, 150}));
  EXPECT_FALSE(readable.all({250, 450}));
  EXPECT_FALSE(readable.all({300, 301}));
  std::vector<uptr> gaps;
  readable.forEachGap({320, 1000}, [&](Range gap) { gaps.insert(gaps.end(), {gap.begin, gap.end}); });
  EXPECT_EQ(gaps, (std::vector<uptr>{320, 400}));
  EXPECT_EQ(piecesOf(readable, {0, 1000}), (std::vector<uptr>{100, 300, 400, 500}));
  EXPECT_EQ(piecesOf(readable, {250, 450}), (std::vector<uptr>{250, 300, 400, 450}));
  EXPECT_EQ(piecesOf(readable, {300, 400}), std::vector<uptr>());
}

TEST(Readable, PiecesThatWereTouched) {
  scratch::release();
  constexpr usize kPages = 200;
  auto *pages = static_cast<char *>(mapPages(kPages * kPageSize));
  for (usize i : {5, 6, 7, 150})
    pages[i * kPageSize] = 1;
  auto begin = reinterpret_cast<uptr>(pages);
  Readable readable;
  readable.create();
  std::vector<uptr> found;
  readable.forEachTouched({begin + 8, begin + kPages * kPageSize}, [&](Range piece) {
    found.push_back((piece.begin - begin) / kPageSize);
    found.push_back((piece.end - begin) / kPageSize);
  });
  std::vector<uptr> expected = {5, 8, 150, 151};
  if (!readable.touched().areKnown())
    expected = {0, kPages};
  EXPECT_EQ(found, expected);
  readable.release();
  unmapPages(pages, kPages * kPageSize);
}

TEST(Readable, PagesThatNobodyMayReadAreNot) {
  scratch::release();
  auto *pages = static_cast<char *>(mapPages(3 * kPageSize));
  mprotect(pages + kPageSize, kPageSize, PROT_NONE);
  auto begin = reinterpret_cast<uptr>(pages);
  Readable readable;
  readable.create();
  EXPECT_TRUE(readable.all({begin, begin + kPageSize}));
  EXPECT_FALSE(readable.all({begin, begin + kPageSize + 1}));
  EXPECT_TRUE(readable.all({begin + 2 * kPageSize, begin + 3 * kPageSize}));
  EXPECT_EQ(piecesOf(readable, {begin, begin + 3 * kPageSize}),
            (std::vector<uptr>{begin, begin + kPageSize, begin + 2 * kPageSize, begin + 3 * kPageSize}));
  unmapPages(pages, 3 * kPageSize);
}
TEST(Readable, PagesOfTheKernelsClockAreLeftOut) {
  scratch::release();
  Readable readable;
  readable.create();
  Range clock;
  auto visit = [](const Mapping &mapping, void *found) {
    if (startsWith(mapping.name, "[vvar"))
      *static_cast<Range *>(found) = mapping.range;
    return true;
  };
  ASSERT_TRUE(forEachMapping(visit, &clock));
  if (clock.size() == 0)
    GTEST_SKIP() << "the kernel shows none";
  EXPECT_FALSE(readable.all({clock.begin, clock.begin + 1}));
  EXPECT_FALSE(readable.all({clock.end - 1, clock.end}));
  readable.release();
}

} // namespace
