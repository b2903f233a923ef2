//===- stack_chain.h - a stack by frame pointers ----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instrumented code has frame pointers, so its return addresses can be read without
// unwinding. Code that has none is passed over, if need be by a bridge
// (frame_bridges.h). Read are words of the thread's own stack, or of a coroutine's, above
// the frame that is asked about. Any thread, async-signal-safe.
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
  Broken,    // somebody has no frame pointer, and no bridge is known
};
struct Chain {
  u64 hash;
  ChainEnd end;
  uptr last; // frame
};

struct ForeignCalls; // frame_bridges.h

// The return addresses of so many frames. `foreign`: by whom the frame was called, if that is code that was not
// instrumented.
Chain chainOf(const Recorder &recorder, uptr frame, u32 frames, const ForeignCalls *foreign = nullptr);

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
