//===- heap_state_glibc_test.cpp ------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/heap_state.h"
#include "platform/modules.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <vector>

using namespace refsan;

namespace {

// All heads but the last lead to free chunks.
struct FakeArena {
  static constexpr usize kHeads = 127, kBefore = 14; // words
  alignas(16) uptr words[2 + kBefore + 2 * kHeads + 4] = {};

  uptr *head(usize i) { return &words[2 + kBefore + 2 * i]; }
  u32 *bits() { return reinterpret_cast<u32 *>(head(kHeads)); }
  FakeArena() {
    for (usize i = 0; i < kHeads; ++i)
      head(i)[0] = head(i)[1] = 0x7f0000001230 + 32 * i;
    empty(kHeads - 1);
    for (u32 i = 0; i < 4; ++i)
      bits()[i] = ~u32(0);
  }
  void empty(usize i) { head(i)[0] = head(i)[1] = reinterpret_cast<uptr>(head(i) - 2); }
  Range find() const { return heapStateIn({reinterpret_cast<uptr>(this), reinterpret_cast<uptr>(this + 1)}); }
  bool found() const {
    Range state = find();
    return state.begin == reinterpret_cast<uptr>(words + 2) && state.size() == (kBefore + 2 * kHeads) * sizeof(uptr);
  }
};

TEST(HeapState, IsFoundHoweverManySizesHaveFreeChunks) {
  FakeArena arena;
  EXPECT_TRUE(arena.found());
  for (usize i = FakeArena::kHeads; i-- > 0; arena.empty(i))
    EXPECT_TRUE(arena.found());
}

TEST(HeapState, IsFoundAmidAChange) {
  FakeArena arena;
  arena.head(40)[0] = 0;
  EXPECT_TRUE(arena.found());
  arena.head(41)[1] = 1;
  EXPECT_EQ(arena.find().size(), 0u);
}

TEST(HeapState, HasABitForEachListInUse) {
  FakeArena arena;
  arena.bits()[1] = 0;
  EXPECT_EQ(arena.find().size(), 0u);
  for (usize i = 31; i < 63; ++i)
    arena.empty(i);
  EXPECT_TRUE(arena.found());
}

TEST(HeapState, IsNoListThatIsCutOff) {
  FakeArena arena;
  Range cut = {reinterpret_cast<uptr>(arena.head(0)), reinterpret_cast<uptr>(&arena + 1)};
  EXPECT_EQ(heapStateIn(cut).size(), 0u);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(HeapState, HoldsTheTopOfTheHeap) {
  free(malloc(100));
  ModuleList modules = listModules();
  Range state;
  for (usize i = 0; i < modules.size; ++i)
    for (const Range &data : modules.data[i].writable)
      if (Range found = heapStateIn(data); found.size())
        state = found;
  ASSERT_NE(state.size(), 0u);
  // The top chunk follows the last block that was cut from it; other tests may have left free ones.
  bool follows = false;
  std::vector<void *> blocks;
  while (!follows && blocks.size() < 4096) {
    blocks.push_back(malloc(1 << 16));
    auto top = *reinterpret_cast<const uptr *>(state.begin + 96), fresh = reinterpret_cast<uptr>(blocks.back());
    follows = top - fresh < uptr(1 << 17);
  }
  EXPECT_TRUE(follows);
  for (void *block : blocks)
    free(block);
}
#endif

} // namespace
