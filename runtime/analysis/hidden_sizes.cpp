//===- hidden_sizes.cpp - sizes of blocks that are protected --------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/hidden_sizes.h"

#include "platform/memory.h"

namespace refsan {

// Where the system does not tell either, the block counts up to the end of its page.
HiddenSpan HiddenSizes::ask(uptr block) {
  usize word = 0;
  if (readProtectedMemory(sizeWordOf(block), &word, sizeof(word)))
    return {block, heapSpanIn(word)};
  return {block, kPageSize - block % kPageSize};
}

void HiddenSizes::find(const Readable &readable) {
  spans_.clear();
  blockLeavesByAddress(); // so that they come by address
  readable.forEachGap({0, uptr(1) << kUserAddressBits}, [this](Range gap) {
    constexpr usize kBehind = sizeof(usize); // the size stands in the gap, the block begins behind it
    forEachBlockStart(
        {gap.begin + kBehind, gap.end + kBehind},
        [](uptr block, void *self) { scratch::push(static_cast<HiddenSizes *>(self)->spans_, ask(block)); }, this);
  });
  useHiddenSpans(spans_.data(), spans_.size());
}

void HiddenSizes::forget() {
  useHiddenSpans(nullptr, 0);
  spans_.release();
}

} // namespace refsan
