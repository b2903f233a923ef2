//===- stack_memo.cpp - contexts without unwinding --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a thread's memo has no room for any more goes to one memo of the process.
//
//===----------------------------------------------------------------------===//

#include "record/stack_memo.h"

#include "record/chunks.h"

namespace refsan {

namespace stack_memo {
static StackMode mode;
constexpr usize kCommonEntries = 1 << 16;
static u64 *common; // none as long as the threads' memos do

static u64 *commonEntry(u64 *entries, u64 key) { return &entries[(key >> (kContextBits + 1)) % kCommonEntries]; }
static bool isFor(u64 entry, u64 key) { return (entry ^ key) <= kMemoBelowKey; }

static u64 *find(Recorder &recorder, u64 key) {
  u64 *set = recorder.stacks[key % kStackMemoSets];
  return isFor(set[0], key) ? &set[0] : isFor(set[1], key) ? &set[1] : nullptr;
}

static u64 *insert(Recorder &recorder, u64 key, u64 below) {
  u64 *set = recorder.stacks[key % kStackMemoSets];
  if (u64 *entries = set[1] & kMemoId ? mapOnce(&common, kCommonEntries * sizeof(u64)) : nullptr)
    __atomic_store_n(commonEntry(entries, set[1]), set[1], __ATOMIC_RELAXED);
  set[1] = set[0];
  set[0] = (key & ~kMemoBelowKey) | below;
  return &set[0];
}

// A thread's unwindings that a memo could have spared: so many at first, then
// one in so many allocations, which is no more than sampling costs.
constexpr u64 kFirstBudget = 2048;
constexpr u32 kAllocationsAnUnwinding = 8192;
constexpr u32 kLongestInterval = 2048;
// A key that was right so far and is wrong now: the program went on to another
// place, and other keys are as old. All are forgotten, for so much of the budget.
constexpr u64 kForgettingCost = 64;

// Not the same interval always: a loop would show the same few keys.
static void nextSample(Recorder &recorder) {
  if (!recorder.sample_interval) {
    recorder.sample_interval = 32;
    recorder.budget = kFirstBudget;
  }
  if (recorder.sample_interval < kLongestInterval)
    recorder.sample_interval *= 2;
  recorder.random = recorder.random * 1664525 + 1013904223;
  u32 wait = recorder.sample_interval / 2 + (recorder.random >> 8) % recorder.sample_interval;
  recorder.sample_at = recorder.allocations + wait;
  recorder.quick_until = mode == StackMode::Memo ? recorder.sample_at : 0;
  recorder.budget += wait / kAllocationsAnUnwinding;
}

// The budget is used up, and a stack that differs in the stack pointer only is known.
static u64 *findWeakly(Recorder &recorder, u64 key, u64 weak) {
  u64 *known = recorder.budget ? nullptr : find(recorder, weak);
  return known ? insert(recorder, key, *known & kMemoId) : nullptr;
}

static u32 miss(Recorder &recorder, const Origin &origin, uptr frame, u64 key, u64 weak) {
  u64 *entries = __atomic_load_n(&common, __ATOMIC_ACQUIRE);
  u64 spilled = entries ? __atomic_load_n(commonEntry(entries, key), __ATOMIC_RELAXED) : 0;
  if (isFor(spilled, key))
    return static_cast<u32>(*insert(recorder, key, spilled & kMemoBelowKey) & kMemoId);
  if (const u64 *known = findWeakly(recorder, key, weak))
    return static_cast<u32>(*known & kMemoId);
  if (recorder.budget)
    recorder.budget--;
  else // it may be no call that lies there: main's frame is of no fixed size
    recorder.main_call = &no_main_call;
  u32 id = unwindContext(origin, frame);
  insert(recorder, key, id);
  if (!find(recorder, weak))
    insert(recorder, weak, kMemoShared | id);
  return id;
}

static u32 findByMemo(Recorder &recorder, const Origin &origin, uptr frame) {
  u64 callers = callersKey(recorder, origin.site, frame), key = stackKey(origin.site, callers, frame);
  bool sample = recorder.allocations >= recorder.sample_at;
  if (sample)
    nextSample(recorder);
  u64 *entry = find(recorder, key);
  if (!entry)
    return miss(recorder, origin, frame, key, stackKey(origin.site, callers, 0));
  u32 remembered = static_cast<u32>(*entry & kMemoId);
  bool shared = *entry & kMemoShared;
  if (!sample && (!shared || !recorder.budget)) {
    *entry &= ~kMemoShared; // the next sample may find out again, with a new budget
    return remembered;
  }
  recorder.budget -= shared && recorder.budget;
  u32 id = unwindContext(origin, frame);
  if (id == remembered)
    return id;
  if (!shared && recorder.budget >= kForgettingCost) {
    recorder.budget -= kForgettingCost;
    __builtin_memset(recorder.stacks, 0, sizeof(recorder.stacks));
    insert(recorder, key, kMemoShared | id);
  } else
    *entry = (*entry & ~kMemoId) | kMemoShared | id;
  return id;
}
} // namespace stack_memo

void watchMain(const uptr *call) {
  if (Recorder *mine = recorder())
    mine->main_call = call;
}

void setStackMode(StackMode mode) { stack_memo::mode = mode; }

u32 findContext(Recorder &recorder, const refsan_site *site, uptr frame) {
  using namespace stack_memo;
  Origin origin = {site, __refsan_thread.context, __refsan_thread.typed};
  if (mode == StackMode::Exact)
    return unwindContext(origin, frame);
  u32 id = findByMemo(recorder, origin, frame);
  if (mode == StackMode::Verified)
    recorder.wrong_stacks += unwindContext(origin, frame) != id;
  return id;
}

void forgetContexts(Recorder &recorder) {
  __builtin_memset(recorder.stacks, 0, sizeof(recorder.stacks));
  recorder.generation = currentGeneration();
}

void forgetCommonContexts() {
  if (u64 *entries = __atomic_load_n(&stack_memo::common, __ATOMIC_ACQUIRE))
    __builtin_memset(entries, 0, stack_memo::kCommonEntries * sizeof(u64));
}

} // namespace refsan
