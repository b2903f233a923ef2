//===- stack_entries.h - the memo of stacks ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// key -> context. A key is a hash. Entries are single words: the key's upper bits, and below
//   4 bits  how often the entry is to be compared yet with the whole stack before it is trusted;
//           of a shared one, how its stacks are told apart
//   1 bit   the key is shared by several stacks
//   25 bits the id of the context seen last, never 0.
// The bits next to those upper ones choose the set, so that they are told from its place: by the upper ones
// alone, in one run of a hundred two of some thousand stacks had the same key.
// A thread has a memo that grows; what it has no room for any more goes to one of the process.
// Any thread, its own; async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_ENTRIES_H
#define REFSAN_RECORD_STACK_ENTRIES_H

#include "record/contexts.h"
#include "record/thread_state.h"

namespace refsan {

constexpr u64 kEntryId = (u64(1) << kContextBits) - 1;
constexpr u64 kEntryShared = kEntryId + 1;
constexpr u32 kEntryCountShift = kContextBits + 1;
constexpr u64 kMostEntryCount = 15;
constexpr u64 kEntryCount = kMostEntryCount << kEntryCountShift;
constexpr u64 kEntryKey = ~(kEntryId | kEntryShared | kEntryCount);

inline u32 idOf(u64 entry) { return static_cast<u32>(entry & kEntryId); }
inline u64 countOf(u64 entry) { return (entry & kEntryCount) >> kEntryCountShift; }
inline bool isShared(u64 entry) { return entry & kEntryShared; }
// What is below the key.
inline u64 trustedAfter(u64 comparisons, u32 id) { return comparisons << kEntryCountShift | id; }
inline u64 sharedBy(u64 how, u32 id) { return kEntryShared | how << kEntryCountShift | id; }

// The set of a key: first its lower bits, which the entry does not have, then those that it has.
constexpr u32 kSetShift = kEntryCountShift + 4 - kFirstMemoSetBits;
inline u64 *stackSet(Recorder &recorder, u64 key) {
  constexpr u32 kSetBytesLog = 4;
  return reinterpret_cast<u64 *>(reinterpret_cast<char *>(recorder.stacks) +
                                 (key >> (kSetShift - kSetBytesLog) & recorder.memo_mask));
}

// Null: not known. From the process's memo it comes back to the thread's.
u64 *findStack(Recorder &recorder, u64 key);
// In place of what there was.
void putStack(Recorder &recorder, u64 key, u64 below);
// All that is trusted is to be compared again, so often.
void suspectStacks(Recorder &recorder, u64 comparisons);

// Nothing is remembered any more. The thread whose memo it is may go on meanwhile.
void forgetContexts(Recorder &recorder);
void forgetCommonContexts();

} // namespace refsan

#endif // REFSAN_RECORD_STACK_ENTRIES_H
