//===- stack_memo.h - contexts without unwinding ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds an allocation's context by a key: its site, what the instrumented code
// said, the stack pointer, the nearest return addresses by frame pointer, and where
// main is: it is what most programs go on in to other work by the same functions.
// Only a key that is not in the memo unwinds. Two stacks may share a key, so keys are
// compared with the whole stack by frame pointer (stack_chain.h): each as it is met the first
// times, all for a while after a stack that was new, and then a sample. A key that was
// wrong is shared from then on: as many return addresses as tell its stacks apart make
// another key, which may be shared, too. Some of the sample are unwound, and what
// frame pointers do not tell is unwound each time where it was seen wrong, as far as a
// budget for unwinding allows.
//
// Site, user, typed and the nearest callers are part of the key, so they are
// always right; a caller further up may be another one that led to the same place,
// until it is compared. Hot path: no lock, no call; any thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_MEMO_H
#define REFSAN_RECORD_STACK_MEMO_H

#include "record/stack_chain.h"
#include "record/stack_entries.h"

namespace refsan {

// How contexts are found.
enum class StackMode : u8 {
  Memo,
  Exact,    // unwound each time
  Verified, // by memo, and unwound each time to count what the memo had wrong
};
// Before the first allocation is recorded.
void setStackMode(StackMode mode);

// The callers by frame pointer. An instrumented function has one (the pass sees
// to that, and that the call has a frame to return to), so its caller's return
// address can be read. Of others, frame pointers are read only inside the
// thread's stack, above `frame`, so that code which uses rbp for something else
// does no harm; and as no site says more, one caller more.
inline __attribute__((always_inline)) u64 callersKey(const Recorder &recorder, bool instrumented, uptr frame) {
  const uptr *saved = reinterpret_cast<const uptr *>(frame);
  u64 callers = saved[1] ^ rotated(*recorder.main_call, 11);
  if (instrumented)
    return callers ^ rotated(reinterpret_cast<const uptr *>(saved[0])[1], 21);
  uptr into_stack = frame - recorder.stack_begin;
  if (__builtin_expect(into_stack >= recorder.stack_size, 0))
    return callers;
  uptr room = recorder.stack_size - into_stack;
  uptr first = saved[0], up = first - frame;
  if (up - 1 >= room)
    return callers;
  const uptr *second = reinterpret_cast<const uptr *>(first);
  callers ^= rotated(second[1], 21);
  uptr third = second[0];
  if (third - first - 1 < room - up)
    callers ^= rotated(reinterpret_cast<const uptr *>(third)[1], 42);
  return callers;
}
// Of what a library allocates, however its code uses the register: its own calls, and the nearest callers who have
// frame pointers.
u64 foreignCallersKey(const Recorder &recorder, uptr frame, const ForeignCalls &calls);

// What the site and the instrumented code say, and the stack pointer. `frame` 0: of stacks that differ in that only.
inline __attribute__((always_inline)) u64 saidAt(const refsan_site *site, uptr frame) {
  u64 said = reinterpret_cast<uptr>(site) ^ rotated(reinterpret_cast<uptr>(__refsan_thread.context), 21) ^
             rotated(reinterpret_cast<uptr>(__refsan_thread.typed), 42);
  return said + frame * 0x2127599bf4325c37 + 0x5f35649b;
}
// Its upper bits are the key.
inline __attribute__((always_inline)) u64 stackHash(u64 said, u64 callers) {
  auto mixed = static_cast<unsigned __int128>(said) * (callers ^ 0xd6e8feb86659fd93);
  return static_cast<u64>(mixed) ^ static_cast<u64>(mixed >> 64);
}

// Of an allocation asked of the entry point with this frame.
inline __attribute__((always_inline)) u64 quickHash(const Recorder &recorder, const refsan_site *site, uptr frame) {
  return stackHash(saidAt(site, frame), callersKey(recorder, site, frame));
}

// The id of its context, if the thread's memo knows it, trusts it, and no sample is due; else 0.
inline __attribute__((always_inline)) u32 findContextQuickly(Recorder &recorder, u64 hash) {
  u64 key = hash & kEntryKey;
  const u64 *set = stackSet(recorder, hash);
  u64 id = set[0] ^ key; // if it is an id, and there is one
  if (id - 1 >= kEntryId) {
    id = set[1] ^ key;
    if (__builtin_expect(id - 1 >= kEntryId, 0))
      return 0;
  }
  return __builtin_expect(recorder.allocations < recorder.quick_until, 1) ? static_cast<u32>(id) : 0;
}
// The thread is in main, which calls with its return address at `call`, and has the frame `frame`.
void watchMain(const uptr *call, uptr frame);
// The same of one whose key is shared; and where code asked for it that is not instrumented.
u32 findSharedContext(Recorder &recorder, const refsan_site *site, uptr frame, u64 hash);
u32 findForeignContext(Recorder &recorder, uptr frame, u64 hash);
// The same in any case, never 0.
u32 findContext(Recorder &recorder, const refsan_site *site, uptr frame);

} // namespace refsan

#endif // REFSAN_RECORD_STACK_MEMO_H
