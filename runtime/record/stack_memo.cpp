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

static u64 *commonEntry(u64 *entries, u64 key) { return &entries[(key >> (kContextBits + 2)) % kCommonEntries]; }
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

// From the common memo it comes back to the thread's.
static u64 *recall(Recorder &recorder, u64 key) {
  if (u64 *entry = find(recorder, key))
    return entry;
  u64 *entries = __atomic_load_n(&common, __ATOMIC_ACQUIRE);
  u64 spilled = entries ? __atomic_load_n(commonEntry(entries, key), __ATOMIC_RELAXED) : 0;
  return isFor(spilled, key) ? insert(recorder, key, spilled & kMemoBelowKey) : nullptr;
}

// A thread's unwindings that a memo could have spared: so many at first, then
// one in so many allocations, which is no more than sampling costs.
constexpr u64 kFirstBudget = 2048;
constexpr u32 kAllocationsAnUnwinding = 8192;
constexpr u32 kLongestInterval = 256, kSamplesAnUnwinding = 8;
// A key that was right so far and is wrong now: the program went on to another
// place, and other keys are as old. All are new again, for so much of the budget.
constexpr u64 kForgettingCost = 64;

// Not the same interval always: a loop would show the same few keys.
static void nextSample(Recorder &recorder) {
  if (!recorder.sample_interval) {
    recorder.sample_interval = 32;
    recorder.budget = kFirstBudget;
  }
  if (recorder.sample_interval < kLongestInterval)
    recorder.sample_interval *= 2;
  else
    recorder.samples++;
  recorder.random = recorder.random * 1664525 + 1013904223;
  u32 wait = recorder.sample_interval / 2 + (recorder.random >> 8) % recorder.sample_interval;
  recorder.sample_at = recorder.allocations + wait;
  recorder.quick_until = mode == StackMode::Memo ? recorder.sample_at : 0;
  recorder.budget += recorder.sample_at / kAllocationsAnUnwinding - recorder.allocations / kAllocationsAnUnwinding;
}

static void suspectAll(Recorder &recorder) {
  for (auto &set : recorder.stacks)
    for (u64 &entry : set)
      entry |= entry ? kMemoNew : 0;
}

static bool isAmong(const uptr *words, u32 count, uptr word) {
  while (count && words[count - 1] != word)
    count--;
  return count;
}

// Of the return addresses up to main, or of as many as a context keeps. Each counts once, where it is met first,
// as in a context. 0: frame pointers do not lead there.
static u64 wholeStack(const Recorder &recorder, uptr frame) {
  if (!isOnStack(recorder, frame))
    return 0;
  uptr seen[kMaxStackDepth], end = recorder.stack_begin + recorder.stack_size;
  u64 hash = 0, bits = 0;
  u32 count = 0, left = framesLookedAt(), kept = framesKept();
  for (uptr at = frame, up;; at = up) {
    const uptr *saved = reinterpret_cast<const uptr *>(at);
    if (at == recorder.main_frame || left-- == 0 || count == kept)
      return hash | 1;
    uptr mixed = saved[1] * 0x9e3779b97f4a7c15;
    u64 bit = u64(1) << (mixed >> 58);
    if (!(bits & bit && isAmong(seen, count, mixed))) {
      bits |= bit;
      seen[count++] = mixed;
      hash = rotated(hash, 5) ^ mixed;
    }
    up = saved[0];
    if (up <= at || up >= end)
      return 0;
  }
}

// One allocation's way to its context.
struct Search {
  Recorder &recorder;
  const Origin &origin;
  uptr frame;
  u64 callers = callersKey(recorder, origin.site, frame);
  u64 key = stackKey(origin.site, callers, frame);
  u64 whole = 0;     // key of the whole stack
  u64 weak = 0;      // the same of all that differ in the stack pointer only
  bool sure = false; // frame pointers tell the whole stack

  void lookAtWhole() {
    u64 all = wholeStack(recorder, frame);
    sure = all != 0;
    whole = stackKey(origin.site, all, frame);
    weak = stackKey(origin.site, sure ? all : callers, 0);
  }
  // What the whole stack is known to be, 0: unknown.
  u32 byWhole() {
    const u64 *known = sure ? recall(recorder, whole) : nullptr;
    return known && !(*known & kMemoShared) ? static_cast<u32>(*known & kMemoId) : 0;
  }
  u32 unwind() {
    u32 id = unwindContext(origin, frame);
    if (!find(recorder, weak))
      insert(recorder, weak, kMemoShared | id);
    u64 *known = sure ? find(recorder, whole) : nullptr;
    if (known && (*known & kMemoId) != id)
      *known = (*known & ~kMemoId) | kMemoShared | id;
    else if (sure && !known)
      insert(recorder, whole, id);
    return id;
  }
  void remember(u64 below) {
    if (u64 *entry = find(recorder, key))
      *entry = (key & ~kMemoBelowKey) | below;
    else
      insert(recorder, key, below);
  }

  u32 miss() {
    lookAtWhole();
    const u64 *known = recorder.budget ? nullptr : find(recorder, weak);
    if (known) {
      u32 id = static_cast<u32>(*known & kMemoId);
      remember(id);
      return id;
    }
    if (recorder.budget)
      recorder.budget--;
    else // it may be no call that lies there: main's frame is of no fixed size
      recorder.main_call = &no_main_call;
    u32 id = unwind();
    remember(id | (sure ? kMemoNew : 0));
    return id;
  }

  u32 hit(u64 entry, bool sample) {
    u32 remembered = static_cast<u32>(entry & kMemoId);
    bool unwound = sample && recorder.samples % kSamplesAnUnwinding == 0;
    if (!sample && !(entry & (kMemoNew | kMemoShared)))
      return remembered;
    lookAtWhole();
    u32 id = unwound ? 0 : byWhole();
    if (!id && !unwound && !((sure || entry & kMemoShared) && recorder.budget)) {
      remember(remembered); // the next sample may find out again, with a new budget
      return remembered;
    }
    if (!id) {
      recorder.budget -= !unwound && recorder.budget;
      id = unwind();
    }
    bool was_right = !(entry & (kMemoNew | kMemoShared));
    remember(id | (id == remembered ? entry & kMemoShared : was_right ? kMemoNew : kMemoShared));
    if (id != remembered && was_right && (sure || recorder.budget >= kForgettingCost)) {
      recorder.budget -= sure ? 0 : kForgettingCost;
      suspectAll(recorder);
    }
    return id;
  }
};

static u32 findByMemo(Recorder &recorder, const Origin &origin, uptr frame) {
  Search search = {recorder, origin, frame};
  bool sample = recorder.allocations >= recorder.sample_at;
  if (sample)
    nextSample(recorder);
  const u64 *entry = recall(recorder, search.key);
  return entry ? search.hit(*entry, sample) : search.miss();
}
} // namespace stack_memo

void watchMain(const uptr *call, uptr frame) {
  if (Recorder *mine = recorder()) {
    mine->main_call = call;
    mine->main_frame = frame;
  }
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
