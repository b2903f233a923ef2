//===- workers_test.cpp - the same findings by any number of workers ------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/workers.h"

#include "analysis/fake_heap.h"

#include <gtest/gtest.h>
#include <string>

using namespace refsan;
using namespace refsan::fake;

namespace {

TEST(Workers, EachPartOnce) {
  for (u32 count = 1; count <= kMostBeside; ++count) {
    std::vector<u32> calls(1000);
    Workers(count).forEach(1000, [&](u32 part, u32 worker) {
      EXPECT_LT(worker, count);
      __atomic_fetch_add(&calls[part], 1, __ATOMIC_RELAXED);
    });
    EXPECT_EQ(calls, std::vector<u32>(1000, 1));
    std::vector<u32> covered(3 * Workers::kPart + 5);
    Workers(count).forRanges(static_cast<u32>(covered.size()), [&](u32 begin, u32 end, u32) {
      for (u32 i = begin; i < end; ++i)
        covered[i] += 1;
    });
    EXPECT_EQ(covered, std::vector<u32>(covered.size(), 1));
  }
  Workers(2).forRanges(0, [](u32, u32, u32) { ADD_FAILURE(); });
}

const Type node("Rc<Node>", "Node", 32,
                {field("value.next", 16, Strength::Strong), field("value.buffer", 24, Strength::Owner)},
                Protocol::RustRc, REFSAN_TYPE_COMPLETE);
const Type plain("Plain", "Plain", 16, {field("next", 0, Strength::Raw)}, Protocol::None, REFSAN_TYPE_COMPLETE);
const refsan_site pair_made = site("pair", 1, 1, &node), ring_made = site("ring", 2, 1, &node);
const refsan_site list_made = site("list", 4, 1, &plain);
const refsan_site buffer_made = site("buffer", 5, 1), taken_at = site("Rc::clone", 6, 1, nullptr, Op::Retain);

class Mixed {
public:
  explicit Mixed(u32 workers) {
    heap.workers = Workers(workers);
    for (u32 i = 0; i < 12000; ++i) // a few of them own something, or one more than they hold
      pair(i % 1000 == 7, i % 3000 == 11);
    ring(30000);
    for (u32 i = 0; i < 2000; ++i)
      list(5);
  }
  std::string report() {
    std::string text;
    for (const Draft &draft : heap.findings()) {
      const Finding &finding = draft.finding;
      auto add = [&](const char *name, u64 value) { text += name + std::to_string(value) + " "; };
      add("class ", static_cast<u64>(finding.kind));
      add("proof ", static_cast<u64>(finding.proof));
      add("times ", finding.times);
      add("objects ", finding.objects);
      add("bytes ", finding.bytes);
      add("owned ", finding.owned_objects);
      add("line ", finding.members[0].made_at.line);
      add("members ", finding.members.size);
      add("advice ", finding.advice.known);
      text += "\n";
    }
    return text;
  }

private:
  void hold(uptr from, uptr to) {
    heap.word(from + 16, to);
    heap.tookSlot(from + 16, to, &taken_at);
  }
  uptr counted(const refsan_site &made, u64 strong) {
    uptr block = heap.add(&made, 32);
    heap.counts(block, strong);
    return block;
  }
  void pair(bool owns, bool forgotten) {
    uptr a = counted(pair_made, 1), b = counted(pair_made, forgotten ? 2 : 1);
    hold(a, b);
    hold(b, a);
    if (owns)
      heap.word(a + 24, heap.add(&buffer_made, 100));
  }
  void ring(u32 size) {
    uptr first = counted(ring_made, 1), last = first;
    for (u32 i = 1; i < size; ++i) {
      uptr next = counted(ring_made, 1);
      hold(last, next);
      last = next;
    }
    hold(last, first);
  }
  void list(u32 size) {
    uptr next = 0;
    for (u32 i = 0; i < size; ++i) {
      uptr block = heap.add(&list_made, 16);
      heap.word(block, next);
      next = block;
    }
  }
  Heap heap;
};

TEST(Workers, SameFindings) {
  std::string alone = Mixed(1).report();
  EXPECT_NE(alone.find("times 1 objects 30000"), std::string::npos) << alone;
  EXPECT_NE(alone.find("times 2000 objects 2000 bytes 32000 owned 8000"), std::string::npos) << alone;
  for (u32 workers = 2; workers <= kMostBeside; ++workers)
    EXPECT_EQ(Mixed(workers).report(), alone) << workers;
}

} // namespace
