//===- retain_words_test.cpp - what several threads retain ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/references.h"
#include "record/references_fixture.h"
#include "refsan/kinds.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace refsan {
namespace {

class RetainWords : public ReferencesFixture {};

refsan_site siteAt(refsan_u32 line) {
  return {"a.rs", "f", nullptr, line, 1, static_cast<unsigned short>(Op::Retain), 0, 0};
}
const refsan_site kHere = siteAt(1), kThere = siteAt(2);

std::vector<const refsan_site *> outstanding(uptr object) {
  Taken taken[8];
  usize unmatched;
  usize count = outstandingRetains(object, taken, 8, &unmatched);
  std::vector<const refsan_site *> sites;
  for (usize i = 0; i < count; i++)
    sites.push_back(taken[i].site);
  return sites;
}
template <typename F> void onAnotherThread(F f) { std::thread(f).join(); }

TEST_F(RetainWords, OfTwoThreadsAreBothOutstanding) {
  uptr object = fresh();
  retain(object, &kHere);
  onAnotherThread([=] { retain(object, &kThere); });
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kHere, &kThere}));
  EXPECT_FALSE(hasNoReferences(object));
  forgetReferences(object);
  EXPECT_TRUE(outstanding(object).empty());
}

TEST_F(RetainWords, EndOnAThreadThatTookNone) {
  uptr object = fresh();
  onAnotherThread([=] { retain(object, &kThere); });
  release(object, &kThere);
  EXPECT_TRUE(outstanding(object).empty());
  EXPECT_TRUE(hasNoReferences(object));
}

// The slot was filled elsewhere: its place decides, not whose word it is.
TEST_F(RetainWords, EndByTheirSlotOnAThreadThatTookAnother) {
  static uptr counted[2] = {3, 1}; // a count that is not the last
  uptr object = reinterpret_cast<uptr>(counted), slot = fresh();
  retain(object, &kHere);
  onAnotherThread([=] {
    retain(object, &kThere);
    setHandle(slot, object, &kThere);
  });
  releaseHandle(object, slot);
  EXPECT_EQ(outstanding(object), (std::vector<const refsan_site *>{&kHere}));
  forgetReferences(object);
}

} // namespace
} // namespace refsan
