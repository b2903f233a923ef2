//===- root_set_test.cpp --------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/root_set.h"

#include "analysis/scratch.h"

#include <cstring>
#include <gtest/gtest.h>

using namespace refsan;

namespace {

template <usize N> Range rangeOf(const uptr (&words)[N]) {
  return {reinterpret_cast<uptr>(words), reinterpret_cast<uptr>(words + N)};
}
bool hasRange(const Vector<Root> &roots, Range range) {
  for (const Root &root : roots)
    if (root.words.begin == range.begin && root.words.end == range.end)
      return true;
  return false;
}
const Root *ofKind(const Vector<Root> &roots, RootKind kind) {
  for (const Root &root : roots)
    if (root.kind == kind)
      return &root;
  return nullptr;
}
uptr firstWord(const Root &root) { return *reinterpret_cast<const uptr *>(root.words.begin); }

// What one program has for roots, besides the test's own thread.
struct Sources {
  CheckInput input;
  Readable readable;
  Module module = {};
  Sources() {
    scratch::release();
    readable.createEverything();
    input.main_returned = true; // no results of threads to be joined
  }
  RootSources get() { return {&input, {&module, module.image.size() ? 1u : 0u}, {}, &readable, {}}; }
};

TEST(RootSet, WordsOfStacksAreDoubtfulOthersSure) {
  Sources sources;
  uptr registered[2] = {1, 2}, stack[2] = {3, 4};
  Root roots[] = {{rangeOf(registered), RootKind::Registered}, {rangeOf(stack), RootKind::Stack, 7}};
  sources.input.more_roots = {roots, 2};
  RootSet set;
  set.collect(sources.get(), {});
  EXPECT_TRUE(hasRange(set.sure(), rangeOf(registered)));
  EXPECT_FALSE(hasRange(set.sure(), rangeOf(stack)));
  EXPECT_TRUE(hasRange(set.doubtful(), rangeOf(stack)));
  EXPECT_EQ(ofKind(set.doubtful(), RootKind::Stack)->thread, 7);
}

// They are in a list of the stopper's that may be gone when they are looked at.
TEST(RootSet, RegistersAreCopied) {
  Sources sources;
  uptr registers[2] = {11, 12};
  Root root = {rangeOf(registers), RootKind::Register};
  sources.input.more_roots = {&root, 1};
  RootSet set;
  set.collect(sources.get(), {});
  std::memset(registers, 0, sizeof registers);
  const Root *copied = ofKind(set.doubtful(), RootKind::Register);
  ASSERT_TRUE(copied);
  EXPECT_EQ(copied->words.size(), sizeof registers);
  EXPECT_EQ(firstWord(*copied), 11u);
}

TEST(RootSet, BlocksThatAreKeptWhateverPointsToThem) {
  Sources sources;
  Vector<uptr> kept;
  kept.push(1234);
  RootSet set;
  set.collect(sources.get(), kept);
  const Root *ignored = ofKind(set.sure(), RootKind::Ignored);
  ASSERT_TRUE(ignored);
  EXPECT_EQ(firstWord(*ignored), 1234u);
  kept.release();
  RootSet none;
  none.collect(sources.get(), {});
  EXPECT_EQ(ofKind(none.sure(), RootKind::Ignored), nullptr);
}

TEST(RootSet, OwnStateIsCutOutOfVariables) {
  Sources sources;
  static uptr data[64];
  uptr begin = reinterpret_cast<uptr>(data);
  sources.module.image = sources.module.writable[0] = rangeOf(data);
  Range own = {begin + 64, begin + 128};
  sources.input.own_state = {&own, 1};
  RootSet set;
  set.collect(sources.get(), {});
  EXPECT_TRUE(hasRange(set.sure(), {begin, own.begin}));
  EXPECT_TRUE(hasRange(set.sure(), {own.end, begin + sizeof data}));
  for (const Root &root : set.sure())
    EXPECT_FALSE(root.words.contains(own.begin + 8));
}

// What main left behind on its stack is no root, nor what any thread has below `own_stack_lowest`.
TEST(RootSet, StackOfTheExitingThread) {
  Sources sources;
  uptr local = 5, at = reinterpret_cast<uptr>(&local);
  sources.input.main_returned = false;
  sources.input.own_stack_lowest = at;
  RootSet set;
  set.collect(sources.get(), {});
  bool found = false;
  for (const Root &root : set.doubtful()) {
    found |= root.words.contains(at);
    EXPECT_FALSE(root.words.contains(at - 8));
  }
  EXPECT_TRUE(found);
  sources.input.main_returned = true;
  RootSet returned;
  returned.collect(sources.get(), {});
  EXPECT_EQ(ofKind(returned.doubtful(), RootKind::Stack), nullptr);
}

} // namespace
