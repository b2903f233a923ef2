//===- stack_chain.h - a stack by frame pointers ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instrumented code has frame pointers, so its return addresses can be read without
// unwinding. Code that has none is passed over (foreign_calls.h). Read are words of the
// thread's own stack, or of a coroutine's, above the frame that is asked about. Any thread, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_STACK_CHAIN_H
#define REFSAN_RECORD_STACK_CHAIN_H

#include "record/thread_state.h"

namespace refsan {

inline uptr rotated(uptr value, u32 by) { return value << by | value >> (64 - by); }

enum class ChainEnd : u8 {
  Outermost, // it led to main, or to what the thread or the coroutine began with
  Cut,       // there is more
  Broken,    // somebody has no frame pointer, and what lies between is not known
};
struct Chain {
  u64 hash;
  ChainEnd end;
  uptr last; // frame
};

// The way from a frame over code that has no frame pointers to the next that has one, see foreign_calls.h.
struct ForeignCalls {
  u64 between;         // the return addresses on the way, mixed
  uptr frame;          // 0: there is none
  bool ended;          // because the stack has
  bool is_cut = false; // or because it is further out than a context looks
  u32 calls = 0;       // so many lie between
};

namespace stack_chain {
constexpr uptr kOdd = 0x9e3779b97f4a7c15;
inline u64 with(u64 hash, uptr pc) { return (hash + pc) * kOdd; }

// Of the thread's stack, on which the frame is.
inline uptr endOf(const Recorder &recorder, uptr frame) {
  return recorder.outermost_frame >= frame ? recorder.outermost_frame : recorder.stack_begin + recorder.stack_size;
}
// The frame at which a climb to `end` stops.
inline bool isOutermost(const Recorder &recorder, uptr end, uptr frame, uptr next) {
  return end == recorder.outermost_frame && (next == end || frame == end);
}
// `left`: so many frames more; `hash` is of those up to this one.
Chain climbOn(const Recorder &recorder, uptr frame, const ForeignCalls *foreign, u64 hash, u32 left);
} // namespace stack_chain

// The return addresses of so many frames. `foreign`: by whom the frame was called, if that is code that was not
// instrumented. Most chains are on the thread's stack, of code that has frame pointers.
inline __attribute__((always_inline)) Chain chainOf(const Recorder &recorder, uptr frame, u32 frames,
                                                    const ForeignCalls *foreign = nullptr) {
  using namespace stack_chain;
  const uptr *saved = reinterpret_cast<const uptr *>(frame);
  u64 hash = with(frames, saved[1]), crossed = 0;
  if (__builtin_expect(!isOnStack(recorder, frame), 0))
    return climbOn(recorder, frame, foreign, hash, frames - 1);
  uptr end = endOf(recorder, frame), next = foreign ? foreign->frame : saved[0];
  while (--frames) {
    if (__builtin_expect(next >= end || next <= frame, 0)) {
      if (!foreign && isOutermost(recorder, end, frame, next))
        return {hash ^ crossed, ChainEnd::Outermost, frame};
      Chain rest = climbOn(recorder, frame, foreign, hash, frames);
      rest.hash ^= crossed;
      return rest;
    }
    if (foreign)
      crossed = rotated(foreign->between, 7);
    foreign = nullptr;
    frame = next;
    saved = reinterpret_cast<const uptr *>(frame);
    hash = with(hash, saved[1]);
    next = saved[0];
  }
  return {hash ^ crossed, ChainEnd::Cut, frame};
}

// Of as many frames as unwinding looks at, each return address once, where it is met first. Recursion has few such
// chains. (A context keeps each function once, so it may reach further out than as many addresses do.)
Chain innermostOf(const Recorder &recorder, uptr frame, const ForeignCalls *foreign = nullptr);

// How many frames one has to go up to find one that returns to `pc`, and how many of them all do so; 0: none.
struct Returns {
  u32 first, count;
};
Returns returnsTo(const Recorder &recorder, uptr frame, uptr pc, const ForeignCalls *foreign = nullptr);

} // namespace refsan

#endif // REFSAN_RECORD_STACK_CHAIN_H
