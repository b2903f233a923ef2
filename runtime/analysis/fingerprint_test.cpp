//===- fingerprint_test.cpp -----------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/fake_heap.h"
#include "analysis/stacks.h"

#include <gtest/gtest.h>

using namespace refsan;

namespace {

const fake::Type node("Rc<leaky::Node>", "Node", 32, {fake::field("value.next", 24, Strength::Strong)},
                      Protocol::RustRc, REFSAN_TYPE_COMPLETE);

// Ids of a ring of `size` nodes whose lines begin at `line`.
std::vector<u64> idsOfRing(u32 line, u32 size, const char *function = "leaky::make", int rings = 1) {
  fake::Heap heap;
  std::deque<refsan_site> sites;
  for (int ring = 0; ring < rings; ++ring) {
    std::vector<uptr> nodes;
    for (u32 i = 0; i < size; ++i) {
      sites.push_back(fake::site(function, line + 10 * ring + i, 5, &node));
      nodes.push_back(heap.add(&sites.back(), 32));
      heap.counts(nodes.back(), 1);
    }
    for (u32 i = 0; i < size; ++i)
      heap.word(nodes[i] + 24, nodes[(i + 1) % size]);
  }
  Span<Draft> drafts = heap.findings();
  auto *copies = const_cast<Draft *>(drafts.data);
  fingerprint(copies, drafts.size, heap.names());
  std::vector<u64> ids;
  for (const Draft &draft : drafts)
    ids.push_back(draft.finding.id);
  return ids;
}

TEST(Fingerprint, LinesAndLengthsDoNotMatter) {
  auto id = idsOfRing(10, 2);
  ASSERT_EQ(id.size(), 1u);
  EXPECT_NE(id[0], 0u);
  EXPECT_EQ(id, idsOfRing(20, 2));
  EXPECT_EQ(id, idsOfRing(10, 5));
  EXPECT_NE(id, idsOfRing(10, 2, "leaky::other"));
}

TEST(Fingerprint, TwoFindingsNeverShareOne) {
  auto ids = idsOfRing(10, 2, "leaky::make", 2);
  ASSERT_EQ(ids.size(), 2u);
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_EQ(ids, idsOfRing(40, 2, "leaky::make", 2));
  EXPECT_EQ(ids[0], idsOfRing(10, 2)[0]);
}

} // namespace
