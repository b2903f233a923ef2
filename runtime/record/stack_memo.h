//===- stack_memo.h - contexts without unwinding ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds an allocation's context by a key: its site, what the instrumented code
// said, the stack pointer and the nearest return addresses by frame pointer.
// Only a key that is not in the thread's memo unwinds. Two stacks may share a
// key: a sample of the hits is unwound again, and a key that was seen wrong is
// always unwound from then on. Site, user and typed are part of the key, so
// they are always right; what a shared key can get wrong is a caller further
// up. On the hot path: no lock, no call, any thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_MEMO_H
#define REFSAN_RECORD_STACK_MEMO_H

#include "record/contexts.h"
#include "record/thread_state.h"

namespace refsan {

// An entry is a key's upper bits above the context's id; id 0: always unwind.
constexpr u64 kMemoIdMask = (u64(1) << kContextBits) - 1;

// What findContext() calls when the memo does not decide.
u32 missContext(Recorder &state, const Origin &origin, uptr frame, u64 key);
u32 sampleContext(Recorder &state, const Origin &origin, uptr frame, u64 key);

// Frame pointers are read only inside the thread's stack, above `frame`, so
// that code which uses rbp for something else does no harm.
inline u64 stackKey(const Recorder &state, const Origin &origin, uptr frame) {
  const uptr *saved = reinterpret_cast<const uptr *>(frame);
  u64 key = reinterpret_cast<uptr>(origin.site) * 0x9e3779b97f4a7c15 +
            reinterpret_cast<uptr>(origin.user) * 0xc2b2ae3d27d4eb4f +
            reinterpret_cast<uptr>(origin.typed) * 0x165667b19e3779f9 + saved[1] * 0xd6e8feb86659fd93 +
            frame * state.stack_pointer_factor;
  constexpr uptr kNeeded = 2 * sizeof(uptr);
  if (state.stack.contains(frame)) {
    uptr first = saved[0];
    uptr room = state.stack.end - kNeeded - frame;
    if (first - frame - 1 < room && first % sizeof(uptr) == 0) {
      saved = reinterpret_cast<const uptr *>(first);
      key += saved[1] * 0xa0761d6478bd642f;
      uptr second = saved[0];
      if (second - first - 1 < room - (first - frame) && second % sizeof(uptr) == 0)
        key += reinterpret_cast<const uptr *>(second)[1] * 0xe7037ed1a0b428db;
    }
  }
  key ^= key >> 32;
  return key * 0x8ebc6af09c88c6e3;
}

// The id of the context of an allocation asked of the entry point with this frame.
inline u32 findContext(Recorder &state, const refsan_site *site, uptr frame) {
  Origin origin = {site, __refsan_thread.context, __refsan_thread.typed};
  u64 key = stackKey(state, origin, frame);
  const u64 *set = state.stacks[key % kStackMemoSets];
  u64 first = set[0] ^ key, second = set[1] ^ key;
  u64 found = first <= kMemoIdMask ? set[0] : set[1];
  if (__builtin_expect(first > kMemoIdMask && second > kMemoIdMask, 0))
    return missContext(state, origin, frame, key);
  u32 id = static_cast<u32>(found & kMemoIdMask);
  if (__builtin_expect(--state.until_sample == 0 || id == 0, 0))
    return sampleContext(state, origin, frame, key);
  return id;
}

} // namespace refsan

#endif // REFSAN_RECORD_STACK_MEMO_H
