//===- stack_memo.h - contexts without unwinding ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finds an allocation's context by a key: its site, what the instrumented code
// said, the stack pointer, the nearest return addresses by frame pointer, and where
// main is: it is what most programs go on in to other work by the same functions.
// Only a key that is not in a memo unwinds. Two stacks may share a key. The return
// addresses up to main by frame pointer, as many as a context keeps and each once, make a key that few share; it
// takes longer, so it is asked of a key that is met again for the first time, of a
// sample of the others, and of those that were seen wrong always. Some of the sample
// are unwound, and what frame pointers do not tell is unwound each time where it was
// seen wrong, as far as a budget for such unwinding allows (recursion over a tree
// has more stacks than anybody can read, and all share few keys).
//
// Site, user, typed and the nearest callers are part of the key, so they are
// always right; a caller further up may be another one that led to the same place,
// until a sample shows it. Hot path: no lock, no call; any thread,
// async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_MEMO_H
#define REFSAN_RECORD_STACK_MEMO_H

#include "record/contexts.h"
#include "record/thread_state.h"

namespace refsan {

// How contexts are found.
enum class StackMode : u8 {
  Memo,
  Exact,    // unwound each time
  Verified, // by memo, and unwound each time to count what the memo had wrong
};
// Before the first allocation is recorded.
void setStackMode(StackMode mode);

// An entry of a memo: the key's upper bits, whether it was not compared yet with the
// whole stack, whether the key is shared by several stacks, the id of the context seen last.
constexpr u64 kMemoShared = u64(1) << kContextBits, kMemoNew = kMemoShared * 2;
constexpr u64 kMemoBelowKey = kMemoNew * 2 - 1;
constexpr u64 kMemoId = kMemoShared - 1;
constexpr u64 kMemoUsed = u64(1) << 63; // of each key: an empty entry is for none

inline uptr rotated(uptr value, u32 by) { return value << by | value >> (64 - by); }

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

// The set is chosen by the lowest bits, the entry found by the upper. `frame` 0:
// for stacks that differ in the stack pointer only.
inline __attribute__((always_inline)) u64 stackKey(const refsan_site *site, u64 callers, uptr frame) {
  u64 said = reinterpret_cast<uptr>(site) ^ rotated(reinterpret_cast<uptr>(__refsan_thread.context), 21) ^
             rotated(reinterpret_cast<uptr>(__refsan_thread.typed), 42);
  auto mixed =
      static_cast<unsigned __int128>(said + frame * 0x2127599bf4325c37 + 0x5f35649b) * (callers ^ 0xd6e8feb86659fd93);
  u64 value = static_cast<u64>(mixed) ^ static_cast<u64>(mixed >> 64);
  // An entry that is new or shared differs from each key in that bit.
  return (value & ~(kMemoShared | kMemoNew)) | kMemoUsed;
}

// The id of the context of an allocation asked of the entry point with this
// frame, if the thread's memo knows it and no sample is due; else 0.
inline __attribute__((always_inline)) u32 findContextQuickly(Recorder &recorder, const refsan_site *site, uptr frame) {
  u64 key = stackKey(site, callersKey(recorder, site, frame), frame);
  const u64 *set = recorder.stacks[key % kStackMemoSets];
  u64 found = set[0];
  if ((found ^ key) > kMemoId) {
    found = set[1];
    if (__builtin_expect((found ^ key) > kMemoId, 0))
      return 0;
  }
  return __builtin_expect(recorder.allocations < recorder.quick_until, 1) ? static_cast<u32>(found & kMemoId) : 0;
}
// The thread is in main, which calls with its return address at `call`, and has the frame `frame`.
void watchMain(const uptr *call, uptr frame);
// Nothing is remembered any more. Entries are single words: the thread whose memo it is may go on meanwhile.
void forgetContexts(Recorder &recorder);
void forgetCommonContexts();
// The same in any case, never 0.
u32 findContext(Recorder &recorder, const refsan_site *site, uptr frame);

} // namespace refsan

#endif // REFSAN_RECORD_STACK_MEMO_H
