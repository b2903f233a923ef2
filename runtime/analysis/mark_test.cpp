//===- mark_test.cpp ------------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/mark.h"
#include "analysis/words.h"
#include "platform/memory.h"

#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>
#include <sys/mman.h>
#include <vector>

using namespace refsan;

namespace {

// Blocks in a piece of memory of its own, at places of the test's choosing.
struct Blocks {
  static inline std::map<uptr, usize> sizes;
  static usize sizeOf(uptr start) { return sizes.at(start); }

  static constexpr usize kBytes = 256 << 20;
  uptr memory = reinterpret_cast<uptr>(
      mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  BlockIndex index;
  Readable readable;

  Blocks() {
    scratch::release();
    sizes.clear();
    memory = (memory + (1 << 16)) & ~uptr(0xffff);
  }
  ~Blocks() { munmap(reinterpret_cast<void *>(memory & ~uptr(4095)), kBytes - (1 << 16)); }
  uptr add(usize offset, usize size) {
    sizes[memory + offset] = size;
    return memory + offset;
  }
  void build() {
    index.create();
    for (auto &[address, size] : sizes)
      index.add(address, size);
  }
  static void word(uptr at, uptr value) { std::memcpy(reinterpret_cast<void *>(at), &value, sizeof value); }
  void markFrom(std::vector<uptr> roots, u32 workers = 1) {
    Marker marker(index, readable, sizeOf, Workers(workers));
    marker.addRoot({reinterpret_cast<uptr>(roots.data()), reinterpret_cast<uptr>(roots.data() + roots.size())});
    marker.finish();
  }
};

TEST(BlockIndex, FindsBlocksByInteriorPointers) {
  Blocks blocks;
  std::mt19937 random(1);
  usize offset = 0;
  for (int i = 0; i < 3000; ++i) {
    usize size = i % 100 == 0 ? random() % 300000 : random() % 200;
    blocks.add(offset, size);
    offset += ((size + 15) / 16 + 1 + random() % 3) * 16 + (random() % 50 == 0 ? 1 << 14 : 0);
  }
  blocks.build();
  for (int i = 0; i < 100000; ++i) {
    uptr p = blocks.memory + random() % offset;
    auto next = blocks.sizes.upper_bound(p);
    auto expected = std::prev(next);
    uptr start = blocks.index.startBefore(p);
    bool inside = p - expected->first <= expected->second;
    if (inside) {
      ASSERT_EQ(start, expected->first) << p - expected->first << " of " << expected->second;
    } else if (start) {
      ASSERT_GT(p - start, blocks.sizes.at(start));
    }
  }
  EXPECT_EQ(blocks.index.startBefore(blocks.memory - 1), 0u);
  EXPECT_EQ(blocks.index.startBefore(0), 0u);
  EXPECT_EQ(blocks.index.startBefore(~uptr(0)), 0u);
}

TEST(BlockIndex, BlocksLargerThanALeaf) {
  Blocks blocks;
  uptr before = blocks.add(64, 100);
  uptr large = blocks.add(4096, 200 << 20);
  uptr after = blocks.add((201 << 20) + 4096, 50);
  blocks.build();
  EXPECT_EQ(blocks.index.startBefore(before + 50), before);
  for (usize at : {usize(0), usize(5000), usize(70) << 20, usize(199) << 20, usize(200) << 20})
    EXPECT_EQ(blocks.index.startBefore(large + at), large) << at;
  EXPECT_EQ(blocks.index.startBefore(after + 1), after);
}

TEST(BlockIndex, NumbersWhatIsNotMarked) {
  Blocks blocks;
  std::vector<uptr> starts;
  for (usize i = 0; i < 1000; ++i)
    starts.push_back(blocks.add(i * 48, 30));
  blocks.build();
  for (usize i = 0; i < 1000; i += 3)
    EXPECT_TRUE(blocks.index.mark(starts[i]));
  EXPECT_FALSE(blocks.index.mark(starts[0]));
  std::vector<uptr> visited;
  u32 count = blocks.index.numberUnmarked();
  for (u32 piece = 0; piece < blocks.index.pieces(); ++piece)
    blocks.index.forEachUnmarked(piece, [&](uptr start, u32 number) {
      EXPECT_EQ(number, visited.size());
      visited.push_back(start);
    });
  EXPECT_EQ(visited.size(), count);
  EXPECT_EQ(count, 666u);
  u32 number = 0;
  for (usize i = 0; i < 1000; ++i)
    EXPECT_EQ(blocks.index.numberOf(starts[i]), i % 3 ? number++ : kNone);
}

TEST(Mark, SingleBlockAndItsChain) {
  Blocks blocks;
  uptr a = blocks.add(0, 16), b = blocks.add(32, 16), c = blocks.add(64, 16), lost = blocks.add(96, 16);
  Blocks::word(a, b);
  Blocks::word(b, c + 15);        // any byte of it
  Blocks::word(b + 8, lost + 16); // one past the end is outside
  Blocks::word(lost, a);
  blocks.readable.createEverything();
  blocks.build();
  blocks.markFrom({a + 5});
  EXPECT_TRUE(blocks.index.isMarked(a));
  EXPECT_TRUE(blocks.index.isMarked(b));
  EXPECT_TRUE(blocks.index.isMarked(c));
  EXPECT_FALSE(blocks.index.isMarked(lost));
}

TEST(Mark, ArraysOfNothingButTheirCount) {
  Blocks blocks;
  uptr empty = blocks.add(0, 8), value = blocks.add(32, 8), larger = blocks.add(64, 24);
  Blocks::word(value, 1);
  blocks.readable.createEverything();
  blocks.build();
  blocks.markFrom({empty + 8, value + 8, larger + 24});
  EXPECT_TRUE(blocks.index.isMarked(empty));
  EXPECT_FALSE(blocks.index.isMarked(value));
  EXPECT_FALSE(blocks.index.isMarked(larger));
}

// Of a program with packed structures: also those that lie across where a large block is cut.
TEST(Mark, WordsAtAnyAddress) {
  Blocks blocks;
  constexpr usize kSize = 20000;
  uptr large = blocks.add(0, kSize);
  std::vector<uptr> found;
  for (usize at = 3; at + 8 <= kSize; at += 4093) // a piece has 4096 bytes
    Blocks::word(large + at, found.emplace_back(blocks.add(32768 + at * 16, 16)));
  uptr lost = blocks.add(24000, 16);
  Blocks::word(large + kSize - 7, lost);
  blocks.readable.createEverything();
  blocks.build();
  lookAtWordsAt(1);
  blocks.markFrom({large});
  word_step = sizeof(uptr);
  for (uptr block : found)
    EXPECT_TRUE(blocks.index.isMarked(block));
  EXPECT_FALSE(blocks.index.isMarked(lost));
}

TEST(Mark, RandomGraphsLikeAPlainSearch) {
  std::mt19937 random(7);
  for (int round = 0; round < 30; ++round) {
    Blocks blocks;
    std::vector<uptr> starts;
    usize offset = 0;
    for (int i = 0; i < 500; ++i) {
      usize size = 16 + random() % (i % 50 == 0 ? 20000 : 100);
      starts.push_back(blocks.add(offset, size));
      offset += (size + 15) / 16 * 16 + 16;
    }
    std::map<uptr, std::vector<uptr>> edges;
    for (uptr start : starts)
      for (usize p = 0; p + 8 <= Blocks::sizes[start]; p += 8)
        if (random() % 10 == 0) {
          uptr to = starts[random() % starts.size()];
          Blocks::word(start + p, to + random() % Blocks::sizes[to]);
          edges[start].push_back(to);
        }
    std::vector<uptr> roots = {starts[random() % 500], starts[random() % 500]};
    std::set<uptr> reached;
    std::vector<uptr> open = roots;
    while (!open.empty()) {
      uptr at = open.back();
      open.pop_back();
      if (reached.insert(at).second)
        open.insert(open.end(), edges[at].begin(), edges[at].end());
    }
    blocks.readable.createEverything();
    blocks.build();
    blocks.markFrom(roots);
    for (uptr start : starts)
      ASSERT_EQ(blocks.index.isMarked(start), reached.count(start) != 0);
  }
}

TEST(Mark, SkipsUnreadablePages) {
  Blocks blocks;
  uptr large = blocks.add(0, 3 * kPageSize), far = blocks.add(4 * kPageSize, 16),
       hidden = blocks.add(5 * kPageSize, 16);
  Blocks::word(large + 2 * kPageSize, far);
  Blocks::word(large + kPageSize, hidden);
  mprotect(reinterpret_cast<void *>(large + kPageSize), kPageSize, PROT_NONE);
  blocks.readable.create();
  blocks.build();
  blocks.markFrom({large});
  EXPECT_TRUE(blocks.index.isMarked(far));
  EXPECT_FALSE(blocks.index.isMarked(hidden));
}

TEST(Mark, LeavesPagesAloneThatWereNeverTouched) {
  Blocks blocks;
  uptr large = blocks.add(100 * kPageSize + 16, 300 * kPageSize), near = blocks.add(0, 16), far = blocks.add(32, 16);
  Blocks::word(large + 3 * kPageSize, near);
  Blocks::word(large + 250 * kPageSize, far);
  blocks.readable.create();
  blocks.build();
  blocks.markFrom({large});
  EXPECT_TRUE(blocks.index.isMarked(near));
  EXPECT_TRUE(blocks.index.isMarked(far));
  if (blocks.readable.touched().areKnown()) {
    TouchedPages::Window window;
    uptr page = large & ~(kPageSize - 1);
    EXPECT_EQ(blocks.readable.touched().firstTouched(page + 4 * kPageSize, page + 300 * kPageSize, window),
              page + 250 * kPageSize);
  }
  blocks.readable.release();
}

// A tree that is narrow at first, a long chain and large blocks full of pointers.
TEST(Mark, ByAnyNumberOfWorkers) {
  for (u32 workers = 1; workers <= kMostBeside; ++workers) {
    Blocks blocks;
    constexpr usize kNodes = 60000, kStep = 32;
    auto node = [&](usize i) { return blocks.memory + i * kStep; };
    for (usize i = 0; i < kNodes; ++i)
      blocks.add(i * kStep, 16);
    uptr large = blocks.add(kNodes * kStep, 100000 * 8);
    for (usize i = 0; i < kNodes / 2; ++i) { // nodes of even numbers are the tree
      if (2 * (2 * i + 1) < kNodes)
        Blocks::word(node(2 * i), node(2 * (2 * i + 1)));
      if (2 * (2 * i + 2) < kNodes)
        Blocks::word(node(2 * i) + 8, node(2 * (2 * i + 2)));
    }
    for (usize i = 0; i < kNodes / 8; ++i) { // of the odd ones some are in the large block, some are a chain
      Blocks::word(large + 8 * (13 * i), node(4 * i + 1));
      if (4 * i + 7 < kNodes && i != kNodes / 16)
        Blocks::word(node(4 * i + 3), node(4 * i + 7));
    }
    blocks.readable.createEverything();
    blocks.build();
    blocks.markFrom({node(0), large, node(3)}, workers);
    for (usize i = 0; i < kNodes; ++i) {
      usize in_chain = i / 4;
      bool expected = i % 2 == 0 || (i % 4 == 1 && i / 4 < kNodes / 8) || (i % 4 == 3 && in_chain <= kNodes / 16);
      ASSERT_EQ(blocks.index.isMarked(node(i)), expected) << i << " with " << workers;
    }
  }
}

} // namespace
