//===- stack_memo.h - contexts without unwinding ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds an allocation's context by a key: its site, what the instrumented code
// said, the stack pointer and the nearest return addresses by frame pointer.
// Only a key that is not in a memo unwinds. Two stacks may share a key: a sample
// of the hits is unwound again, and a key that was seen wrong is unwound each
// time from then on, as far as a budget for such unwinding allows (recursion
// over a tree has more stacks than anybody can read, and all share few keys).
//
// Site, user, typed and the nearest callers are part of the key, so they are
// always right; beyond the budget, a caller further up may be another one that
// led to the same place. Hot path: no lock, no call; any thread,
// async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_MEMO_H
#define REFSAN_RECORD_STACK_MEMO_H

#include "record/contexts.h"
#include "record/thread_state.h"

namespace refsan {

// An entry of a memo: the key's upper bits, whether the key is shared by
// several stacks, the id of the context seen last.
constexpr u64 kMemoShared = u64(1) << kContextBits;
constexpr u64 kMemoBelowKey = kMemoShared * 2 - 1;
constexpr u64 kMemoId = kMemoShared - 1;

struct StackKey {
  u64 value; // the set is chosen by the lowest bits, the entry found by the upper
  u64 weak;  // the same without the stack pointer
};

// Frame pointers are read only inside the thread's stack, above `frame`, so
// that code which uses rbp for something else does no harm.
inline __attribute__((always_inline)) StackKey stackKey(const Recorder &recorder, const refsan_site *site, uptr frame) {
  auto rotated = [](uptr value, u32 by) { return value << by | value >> (64 - by); };
  const uptr *saved = reinterpret_cast<const uptr *>(frame);
  u64 said = reinterpret_cast<uptr>(site) ^ rotated(reinterpret_cast<uptr>(__refsan_thread.context), 21) ^
             rotated(reinterpret_cast<uptr>(__refsan_thread.typed), 42);
  u64 callers = saved[1];
  uptr into_stack = frame - recorder.stack_begin;
  if (__builtin_expect(into_stack < recorder.stack_size, 1)) {
    uptr room = recorder.stack_size - into_stack;
    uptr first = saved[0], up = first - frame;
    if (up - 1 < room) {
      const uptr *second = reinterpret_cast<const uptr *>(first);
      callers ^= rotated(second[1], 21);
      uptr third = site ? 0 : second[0]; // the site says more than one caller more
      if (third - first - 1 < room - up)
        callers ^= rotated(reinterpret_cast<const uptr *>(third)[1], 42);
    }
  }
  u64 key = said * 0x9e3779b97f4a7c15 + callers * 0xd6e8feb86659fd93;
  u64 value = key + frame * 0x2127599bf4325c37;
  return {(value ^ value >> 32) * 0x8ebc6af09c88c6e3, key};
}

// The id of the context of an allocation asked of the entry point with this
// frame, if the thread's memo knows it and no sample is due; else 0.
inline __attribute__((always_inline)) u32 findContextQuickly(Recorder &recorder, const refsan_site *site, uptr frame) {
  // An entry that is shared differs from each key in that bit.
  u64 key = stackKey(recorder, site, frame).value & ~kMemoShared;
  const u64 *set = recorder.stacks[key % kStackMemoSets];
  u64 found = set[0];
  if ((found ^ key) > kMemoId) {
    found = set[1];
    if (__builtin_expect((found ^ key) > kMemoId, 0))
      return 0;
  }
  return __builtin_expect(recorder.allocations < recorder.sample_at, 1) ? static_cast<u32>(found & kMemoId) : 0;
}
// The same in any case, never 0.
u32 findContext(Recorder &recorder, const refsan_site *site, uptr frame);

} // namespace refsan

#endif // REFSAN_RECORD_STACK_MEMO_H
