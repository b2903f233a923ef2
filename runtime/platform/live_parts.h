//===- live_parts.h - what a stopped thread still needs ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Not all that a stopped thread has in registers and on its stack is the program's.
// While the runtime or the allocator works for it, there are addresses of chunks and
// records, some of them of blocks that others own by now. A thread that is about
// to end has no use for anything. And what the calling convention lets a function
// of libc overwrite, nobody relies on when it waits in the kernel. Used by the
// check; other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_LIVE_PARTS_H
#define REFSAN_PLATFORM_LIVE_PARTS_H

#include "base/ints.h"

namespace refsan {

struct CodeOwners;
struct ThreadState;

// Those of which modules count.
enum class LiveTls { All, OfLibc, None };

struct LiveParts {
  Range stack;             // of ThreadState::stack
  uptr registers[18] = {}; // those that count, in no particular order
  uptr vectors[32] = {};   // of the lower halves, those that count
  Range wide_vectors;      // of ThreadState::vectors; of the rest all count or none
  LiveTls thread_locals = LiveTls::All;

  // A call of the runtime's may be the only one that knows a block: it has just been
  // made, or is to be freed. It would be found here.
  Range call_stack;
  uptr call_registers[18] = {};
  uptr call_pc = 0; // to which the call returns
};

// From now on each vector register counts, whatever the code around says: the program has assembly that keeps things
// in some without telling. Set before main, or while a library is loaded.
inline bool all_vectors_count = false;
inline void countAllVectors() { all_vectors_count = true; }

LiveParts livePartsOf(const ThreadState &thread, const CodeOwners &owners);

} // namespace refsan

#endif // REFSAN_PLATFORM_LIVE_PARTS_H
