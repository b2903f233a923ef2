//===- stack_memo.cpp - contexts without unwinding --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_memo.h"

namespace refsan {

namespace stack_memo {
// Keys seen wrong, of all threads, by their upper bits; a newer one may push
// an older one out, which then has to be seen wrong again.
constexpr usize kSharedKeys = 1024;
static u64 shared_keys[kSharedKeys];

static u64 *sharedKey(u64 tag) { return &shared_keys[(tag >> kContextBits) % kSharedKeys]; }

// Deep recursion makes a new stack pointer for every level. Where that costs
// an unwinding for more than every eighth allocation, do without it.
constexpr u32 kMissWindow = 4096;
static void countMiss(Recorder &state) {
  if (++state.recent_misses < kMissWindow)
    return;
  if (state.allocations - state.misses_since < kMissWindow * 8)
    state.stack_pointer_factor = 0;
  state.recent_misses = 0;
  state.misses_since = state.allocations;
}

// Not the same interval always: a loop would show the same few keys.
constexpr u32 kLongestInterval = 8192;
static u32 nextSample(Recorder &state) {
  if (state.sample_interval < kLongestInterval)
    state.sample_interval *= 2;
  state.random = state.random * 1664525 + 1013904223;
  return state.sample_interval / 2 + (state.random >> 8) % state.sample_interval;
}
} // namespace stack_memo

u32 missContext(Recorder &state, const Origin &origin, uptr frame, u64 key) {
  stack_memo::countMiss(state);
  u32 id = unwindContext(origin, frame);
  u64 tag = key & ~kMemoIdMask;
  bool shared = __atomic_load_n(stack_memo::sharedKey(tag), __ATOMIC_RELAXED) == tag;
  u64 *set = state.stacks[key % kStackMemoSets];
  set[1] = set[0];
  set[0] = tag | (shared ? 0 : id);
  return id;
}

u32 sampleContext(Recorder &state, const Origin &origin, uptr frame, u64 key) {
  if (state.until_sample == 0)
    state.until_sample = stack_memo::nextSample(state);
  u64 tag = key & ~kMemoIdMask;
  u64 *set = state.stacks[key % kStackMemoSets];
  u64 *entry = (set[0] ^ key) <= kMemoIdMask ? &set[0] : &set[1];
  u32 id = unwindContext(origin, frame);
  u32 remembered = static_cast<u32>(*entry & kMemoIdMask);
  if (remembered && remembered != id) {
    *entry = tag;
    __atomic_store_n(stack_memo::sharedKey(tag), tag, __ATOMIC_RELAXED);
  }
  return id;
}

} // namespace refsan
