//===- stack_entries.cpp - the memo of stacks -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_entries.h"

#include "record/chunks.h"

namespace refsan {

namespace stack_entries {
constexpr usize kCommonEntries = 1 << 16;
static u64 *common; // none as long as the threads' memos do

static usize firstSet(u64 key) { return (key >> kSetShift) % kFirstMemoSets; }
// What chooses a thread's set is told from the place in here, too.
static u64 *commonEntry(u64 *entries, u64 key) { return &entries[(key >> 48 ^ firstSet(key)) % kCommonEntries]; }
static bool isFor(u64 entry, u64 key) { return idOf(entry) && !((entry ^ key) & kEntryKey); }

constexpr usize kSetBytes = sizeof(Recorder::stacks[0]);
static usize setsOf(const Recorder &recorder) { return recorder.memo_mask / kSetBytes + 1; }
// As much of an entry's key as there is.
static u64 keyOf(u64 entry, usize set) { return (entry & kEntryKey) | set % kFirstMemoSets << kSetShift; }

static u64 *findOwn(Recorder &recorder, u64 key) {
  u64 *set = stackSet(recorder, key);
  return isFor(set[0], key) ? &set[0] : isFor(set[1], key) ? &set[1] : nullptr;
}

// An entry whose set is another one now moves up, to where nothing is yet. Sets of more entries than there are
// in half of them have spilled: they are too few.
static void grow(Recorder &recorder) {
  constexpr usize kTimes = 4;
  usize sets = setsOf(recorder);
  recorder.memo_spills = 0;
  if (sets == kMostMemoSets)
    return;
  usize more = sets * kTimes < kMostMemoSets ? sets * kTimes : kMostMemoSets;
  recorder.memo_mask = (more - 1) * kSetBytes;
  for (usize i = 0; i < sets; i++)
    for (usize way = 0; way < 2; way++) {
      u64 entry = recorder.stacks[i][way], *set = stackSet(recorder, keyOf(entry, i));
      if (!entry || set == recorder.stacks[i])
        continue;
      set[way] = entry;
      recorder.stacks[i][way] = 0;
    }
}

static void spill(u64 key, u64 entry) {
  if (u64 *entries = mapOnce(&common, kCommonEntries * sizeof(u64)))
    __atomic_store_n(commonEntry(entries, key), entry, __ATOMIC_RELAXED);
}

static u64 *insert(Recorder &recorder, u64 key, u64 below) {
  u64 *set = stackSet(recorder, key);
  if (set[0] && set[1] && setsOf(recorder) < kMostMemoSets && ++recorder.memo_spills > setsOf(recorder) / 2) {
    grow(recorder);
    set = stackSet(recorder, key);
  }
  if (set[0]) {
    if (set[1])
      spill(keyOf(set[1], firstSet(key)), set[1]);
    set[1] = set[0];
  }
  set[0] = (key & kEntryKey) | below;
  return &set[0];
}
} // namespace stack_entries

u64 *findStack(Recorder &recorder, u64 key) {
  using namespace stack_entries;
  if (u64 *entry = findOwn(recorder, key))
    return entry;
  u64 *entries = __atomic_load_n(&common, __ATOMIC_ACQUIRE);
  u64 spilled = entries ? __atomic_load_n(commonEntry(entries, key), __ATOMIC_RELAXED) : 0;
  return isFor(spilled, key) ? insert(recorder, key, spilled & ~kEntryKey) : nullptr;
}

void putStack(Recorder &recorder, u64 key, u64 below) {
  if (u64 *entry = stack_entries::findOwn(recorder, key))
    *entry = (key & kEntryKey) | below;
  else
    stack_entries::insert(recorder, key, below);
}

void suspectStacks(Recorder &recorder, u64 comparisons) {
  usize sets = stack_entries::setsOf(recorder);
  for (usize i = 0; i < sets; i++)
    for (u64 &entry : recorder.stacks[i])
      if (entry && !isShared(entry))
        entry = (entry & ~kEntryCount) | comparisons << kEntryCountShift;
}

void forgetContexts(Recorder &recorder) {
  __builtin_memset(recorder.stacks, 0, stack_entries::setsOf(recorder) * stack_entries::kSetBytes);
  recorder.generation = currentGeneration();
}

void forgetCommonContexts() {
  if (u64 *entries = __atomic_load_n(&stack_entries::common, __ATOMIC_ACQUIRE))
    __builtin_memset(entries, 0, stack_entries::kCommonEntries * sizeof(u64));
}

} // namespace refsan
