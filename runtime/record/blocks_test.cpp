//===- blocks_test.cpp - the live blocks of the heap ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/blocks.h"

#include "platform/heap.h"
#include "platform/memory.h"
#include "record/contexts.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <thread>
#include <vector>

using namespace refsan;

namespace {

class Blocks : public testing::Test {
protected:
  static void SetUpTestSuite() {
    if (!block_leaves) {
      ASSERT_TRUE(startBlocks());
    }
  }
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the heap is the sanitizer's, not glibc's";
#endif
  }

  static u32 context() {
    static const uptr frame = 0x1000;
    return internContext({}, &frame, 1);
  }
  static uptr number(void *block) { return reinterpret_cast<uptr>(block); }

  // As the entry points do it.
  static void record(uptr block, usize size) {
    if (!recordBlockQuickly(block, size, context()))
      recordBlock(block, size, context());
  }
  static void forget(uptr block, usize expected) {
    usize size = ~usize(0);
    if (!forgetBlockQuickly(block, &size)) {
      EXPECT_EQ(forgetBlock(block, &size), context());
    }
    EXPECT_EQ(size, expected);
  }
  static void expectRecorded(uptr block, usize size) {
    Block found;
    ASSERT_TRUE(blockAt(block, &found)) << size;
    EXPECT_EQ(found.address, block);
    EXPECT_EQ(found.size, size);
    EXPECT_EQ(found.context, contextOf(context()));
  }
};

using Found = std::map<uptr, usize>;
Found allBlocks() {
  Found found;
  forEachBlock(
      [](const Block &block, void *arg) {
        auto &found = *static_cast<Found *>(arg);
        EXPECT_TRUE(found.empty() || found.rbegin()->first < block.address) << "not by address";
        found[block.address] = block.size;
      },
      &found);
  return found;
}

TEST_F(Blocks, SizesComeBackAsAsked) {
  Found made;
  for (usize size = 0; size <= 5000; ++size) {
    uptr block = number(heapMalloc(size));
    record(block, size);
    made[block] = size;
  }
  for (auto [block, size] : made)
    expectRecorded(block, size);
  EXPECT_EQ(allBlocks(), made);
  for (auto [block, size] : made) {
    forget(block, size);
    heapFree(reinterpret_cast<void *>(block));
  }
  EXPECT_TRUE(allBlocks().empty());
}

TEST_F(Blocks, SizesOfAlignedBlocks) {
  Found made;
  for (usize align = 16; align <= 8192; align *= 2)
    for (usize size : {0, 1, 5, 9, 10, 24, 25, 40, 41, 100, 5000}) {
      uptr block = number(heapMemalign(align, size));
      record(block, size);
      made[block] = size;
    }
  EXPECT_EQ(allBlocks(), made);
  for (auto [block, size] : made) {
    forget(block, size);
    heapFree(reinterpret_cast<void *>(block));
  }
}

TEST_F(Blocks, SizesOfMappedBlocks) {
  for (usize size = (1 << 20) - 40; size < (1 << 20) + 8200; size += 31) {
    uptr block = number(heapMalloc(size));
    record(block, size);
    expectRecorded(block, size);
    forget(block, size);
    heapFree(reinterpret_cast<void *>(block));
  }
}

// Reallocation in place leaves a block with more room than any of its size has.
TEST_F(Blocks, SizesOfShrunkBlocks) {
  for (usize from : {24, 40, 56, 72, 88, 200, 5000})
    for (usize to = 1; to <= from; ++to) {
      uptr block = number(heapRealloc(heapMalloc(from), to));
      record(block, to);
      expectRecorded(block, to);
      Found all = allBlocks();
      EXPECT_EQ(all, (Found{{block, to}}));
      forget(block, to);
      heapFree(reinterpret_cast<void *>(block));
    }
}

TEST_F(Blocks, SlackIsNoBlock) {
  uptr block = number(heapMalloc(4000));
  record(block, 1);
  Block found;
  for (uptr at = block + 16; at < block + 4000; at += 16)
    EXPECT_FALSE(blockAt(at, &found)) << at - block;
  EXPECT_FALSE(blockAt(block + 8, &found));
  EXPECT_FALSE(blockAt(0, &found));
  EXPECT_FALSE(blockAt(~uptr(15), &found));
  forget(block, 1);
  heapFree(reinterpret_cast<void *>(block));
}

// A block in the last granule of a leaf, whose long slack is the next leaf's first word.
TEST_F(Blocks, SlackInTheNextLeafIsNoBlock) {
  constexpr usize kLeaf = usize(1) << kLeafBits, kSpan = 10000, kSize = 100;
  void *memory = mapPages(3 * kLeaf);
  uptr border = (number(memory) + 2 * kLeaf - 1) & ~(kLeaf - 1), block = border - 32;
  reinterpret_cast<usize *>(block)[-1] = kSpan + sizeof(usize); // a chunk's header
  record(block, kSize);
  ASSERT_NE(*blockWord(border), 0u);
  Found found = allBlocks();
  EXPECT_EQ(found.count(block), 1u);
  EXPECT_EQ(found.count(border), 0u);
  forget(block, kSize);
  unmapPages(memory, 3 * kLeaf);
}

TEST_F(Blocks, WidenedBlockHasItsUsableSize) {
  uptr block = number(heapMalloc(10));
  record(block, 10);
  EXPECT_EQ(widenBlock(block), heapUsable(block) - 10);
  EXPECT_EQ(widenBlock(block), 0u);
  expectRecorded(block, heapUsable(block));
  forget(block, heapUsable(block));
  EXPECT_EQ(widenBlock(block), 0u);
  heapFree(reinterpret_cast<void *>(block));
}

TEST_F(Blocks, UnknownBlocks) {
  uptr block = number(heapMalloc(10));
  usize size;
  EXPECT_FALSE(forgetBlockQuickly(block, &size));
  EXPECT_EQ(forgetBlock(block, &size), 0u);
  heapFree(reinterpret_cast<void *>(block));
}

TEST_F(Blocks, ThreadsDoNotMeet) {
  auto work = [](unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::pair<uptr, usize>> mine;
    for (int i = 0; i < 50000; ++i) {
      if (mine.size() < 100) {
        usize size = random() % 3000;
        mine.push_back({number(heapMalloc(size)), size});
        record(mine.back().first, size);
      } else {
        std::swap(mine[random() % mine.size()], mine.back());
        forget(mine.back().first, mine.back().second);
        heapFree(reinterpret_cast<void *>(mine.back().first));
        mine.pop_back();
      }
    }
    for (auto [block, size] : mine) {
      forget(block, size);
      heapFree(reinterpret_cast<void *>(block));
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < 4; ++i)
    threads.emplace_back(work, i);
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_TRUE(allBlocks().empty());
}

TEST_F(Blocks, PointersInsideFindTheStart) {
  uptr block = number(heapMalloc(200));
  record(block, 100); // the rest is slack, filed in the next granule's word
  for (usize offset = 0; offset < 100; offset += 4)
    EXPECT_EQ(startOfBlock(block + offset), block);
  usize span = heapSpan(block);
  EXPECT_EQ(startOfBlock(block + span + 8), block + span + 8);
  forget(block, 100);
  EXPECT_EQ(startOfBlock(block + 8), block + 8);
  heapFree(reinterpret_cast<void *>(block));
  int local = 0;
  EXPECT_EQ(startOfBlock(number(&local)), number(&local));
  EXPECT_EQ(startOfBlock(0), 0u);
}

} // namespace
