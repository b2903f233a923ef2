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
