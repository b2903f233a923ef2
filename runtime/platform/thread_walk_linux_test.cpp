//===- thread_walk_linux_test.cpp - frames of stopped threads -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/thread_walk.h"

#include "platform/dwarf_cfi.h"
#include "platform/heap.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

using namespace refsan;

namespace {

constexpr CodeOwners kOwners = {{0x10000, 0x20000}, {0x20000, 0x30000}, {0x30000, 0x40000}};
constexpr uptr kLibc = 0x10100, kLoader = 0x20100, kRuntime = 0x30100, kProgram = 0x50100;

class ThreadWalkTest : public testing::Test {
protected:
  ThreadWalk walk{kOwners};
  bool goes_on = true;
  uptr sp = 0x7000;

  // The next frame outward.
  void frame(uptr pc, uptr function = 0, bool interrupts = false, bool outermost = false) {
    ASSERT_TRUE(goes_on);
    uptr registers[kReturn + 1] = {};
    registers[kRbx] = pc + 1;
    sp += 0x100;
    FrameDetail detail = {{pc, sp + 0x100, function}, sp, 0, registers, outermost ? kOutermostRow : 1, interrupts};
    goes_on = walk.visit(detail);
  }
  void outermost() { frame(kLibc + 0x900, 0, false, true); }
};

const uptr kMaker = reinterpret_cast<uptr>(&pthread_create), kMalloc = reinterpret_cast<uptr>(__libc_malloc);

} // namespace

TEST_F(ThreadWalkTest, TheCallerOfTheRuntimeIsTheProgram) {
  frame(kLibc, kMalloc);
  frame(kRuntime);
  frame(kProgram);
  EXPECT_FALSE(goes_on);
  EXPECT_EQ(walk.caller().pc, kProgram);
  EXPECT_EQ(walk.caller().sp, 0x7300u);
  EXPECT_EQ(walk.caller().registers[0], kProgram + 1);
  EXPECT_FALSE(walk.onlyLibrary());
}

// The loader allocates the thread's locals; what is on the stack of the library then is not the program's.
TEST_F(ThreadWalkTest, WhatTheLibraryAllocatesForAThreadIsPartOfMakingIt) {
  frame(kRuntime);
  frame(kLoader);
  frame(kLibc);
  frame(kRuntime, kMaker);
  frame(kProgram);
  EXPECT_FALSE(goes_on);
  EXPECT_EQ(walk.caller().pc, kProgram);
  EXPECT_TRUE(walk.inAllocator());
}

TEST_F(ThreadWalkTest, TheLoaderMayWaitWhileAThreadIsMade) {
  frame(kLoader);
  frame(kLibc);
  frame(kRuntime, kMaker);
  frame(kProgram);
  EXPECT_EQ(walk.caller().pc, kProgram);
}

TEST_F(ThreadWalkTest, AFunctionOfTheLibrarysThatAllocatesIsTheCaller) {
  frame(kRuntime);
  frame(kLibc + 8); // strdup
  frame(kLibc + 16);
  frame(kProgram);
  EXPECT_FALSE(goes_on);
  EXPECT_EQ(walk.caller().pc, kLibc + 8);
  EXPECT_FALSE(walk.onlyLibrary());
}

TEST_F(ThreadWalkTest, WhereSignalsAreHandledTheFramesAreTheProgramsWhateverItWasAt) {
  frame(kLibc);
  frame(kLibc + 8, 0, true);
  EXPECT_FALSE(goes_on);
  EXPECT_EQ(walk.caller().pc, 0u);
  EXPECT_FALSE(walk.onlyLibrary());
}

TEST_F(ThreadWalkTest, AThreadThatEndsHasFramesOfTheLibraryOnly) {
  frame(kLibc);
  frame(kLibc + 0x10);
  frame(kLibc + 0x800);
  outermost();
  EXPECT_TRUE(walk.onlyLibrary());
  EXPECT_EQ(walk.startPc(), kLibc + 0x800);
  EXPECT_EQ(walk.frames(), 4u);
}

TEST_F(ThreadWalkTest, AThreadThatEndsMayFreeWhatTheLibraryHad) {
  frame(kLibc, kMalloc);
  frame(kRuntime);
  frame(kLibc + 0x10);
  frame(kLibc + 0x800);
  outermost();
  EXPECT_TRUE(walk.onlyLibrary());
  EXPECT_EQ(walk.startPc(), kLibc + 0x800);
}

TEST_F(ThreadWalkTest, AFunctionOfTheProgramsHasNotComeBack) {
  frame(kLibc);
  frame(kProgram);
  frame(kLibc + 0x800);
  outermost();
  EXPECT_FALSE(walk.onlyLibrary());
}

// Learnt from a real thread: where it is in a destructor the library has not called all of them.
TEST(KeyDestructors, AreFollowedByNothingOfThePrograms) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer begins threads in the executable";
#endif
  static uptr seen;
  pthread_key_t key;
  pthread_key_create(&key, [](void *) {
    noteKeyDestructor();
    ThreadWalk walk({});
    unwindAllHere(
        [](const FrameDetail &detail, void *) {
          if (detail.row != kOutermostRow)
            seen = detail.frame.pc;
          return detail.frame.cfa != 0;
        },
        nullptr);
  });
  pthread_t thread;
  pthread_create(
      &thread, nullptr,
      [](void *key) -> void * {
        pthread_setspecific(*static_cast<pthread_key_t *>(key), key);
        return nullptr;
      },
      &key);
  pthread_join(thread, nullptr);
  pthread_key_delete(key);
  ASSERT_TRUE(knowsKeyDestructors());
  EXPECT_FALSE(isBehindKeys(seen));
  EXPECT_TRUE(isBehindKeys(seen + 1));
  EXPECT_FALSE(isBehindKeys(reinterpret_cast<uptr>(&pause)));
}
