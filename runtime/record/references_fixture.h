//===- references_fixture.h - a test that records references ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For unit tests only.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_REFERENCES_FIXTURE_H
#define REFSAN_RECORD_REFERENCES_FIXTURE_H

#include "record/reference_words.h"
#include "record/thread_state.h"

#include <gtest/gtest.h>

namespace refsan {

class ReferencesFixture : public testing::Test {
protected:
  static void SetUpTestSuite() {
    static bool started = startReferenceWords() && (recorder() || startRecorders());
    ASSERT_TRUE(started);
    ASSERT_TRUE(recorder());
  }
  // Addresses that nobody else uses; nothing is read from them.
  static uptr fresh() {
    static uptr next = uptr(0x3) << 40;
    return __atomic_fetch_add(&next, 4096, __ATOMIC_RELAXED);
  }
};

} // namespace refsan

#endif // REFSAN_RECORD_REFERENCES_FIXTURE_H
