//===- stack_search.h - what the memo does not tell quickly -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The half of stack_memo.h that compares, unwinds and learns, and what both halves
// know of keys. Any thread, its own; async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_SEARCH_H
#define REFSAN_RECORD_STACK_SEARCH_H

#include "record/contexts.h"
#include "record/foreign_calls.h"
#include "record/stack_memo.h"

namespace refsan::stack_memo {

// How often a new key is compared.
constexpr u64 kComparisons = kMostEntryCount - 1;
// For so many allocations all are compared after one whose stack was new, or taken for another.
constexpr u64 kAlert = 64;

constexpr u32 kTrustAtFirst = 16; // of chains

// How the stacks of a shared key are told apart: by the return addresses of so many frames, or:
constexpr u64 kByInnermost = kMostEntryCount - 1; // see innermostOf()
constexpr u64 kByUnwinding = kMostEntryCount;

// Of a chain from the frame. 0: frame pointers do not tell.
u64 keyOf(const refsan_site *site, uptr frame, const Chain &chain);
u64 innermostKeyOf(const Recorder &recorder, const refsan_site *site, uptr frame, const ForeignCalls *foreign);
u64 wholeKeyOf(const Recorder &recorder, const refsan_site *site, uptr frame, const ForeignCalls *foreign);

// The thread's entry of a key, 0: none.
inline u64 knownOf(Recorder &recorder, u64 key) {
  const u64 *set = stackSet(recorder, key);
  u64 found = (set[0] ^ key) & kEntryKey ? set[1] : set[0];
  return (found ^ key) & kEntryKey ? 0 : found;
}
inline bool isTrusted(u64 entry) { return !(entry & (kEntryShared | kEntryCount)) && idOf(entry); }

// The context of an allocation, never 0. `way`: from who called, if that was not instrumented.
u32 searchStack(Recorder &recorder, const Origin &origin, uptr frame, const ForeignWay *way);

} // namespace refsan::stack_memo

#endif // REFSAN_RECORD_STACK_SEARCH_H
