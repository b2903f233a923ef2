//===- contexts.h - where blocks come from, interned ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// (site, user, typed, return addresses) -> Context -> a number of 25 bits, whose lowest
// two are the family of the function that allocates at the site.
// Contexts are never freed. Any thread, async-signal-safe, no lock.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_CONTEXTS_H
#define REFSAN_RECORD_CONTEXTS_H

#include "record/blocks.h"

namespace refsan {

constexpr u32 kContextBits = 25;
constexpr u32 kMaxStackDepth = 64;

// What the instrumented code said about an allocation.
struct Origin {
  const refsan_site *site = nullptr;
  const refsan_site *user = nullptr;
  const refsan_site *typed = nullptr;
  u16 scope = 0;
};

// The number of the context, the same for the same content (two may exist if
// two threads meet it first at once); never 0. When the numbers or the memory
// are used up, the number of a context without content, and sayIncomplete().
u32 internContext(const Origin &origin, const uptr *frames, u32 frame_count);

const Context *contextOf(u32 id);
// The highest order of all contexts.
u32 newestContext();

// In the child of a fork, of a process with other threads: what they held is nobody's now, and
// the parent's to judge. Contexts made from here on are of another generation, so that
// older blocks can be told. Whoever remembers contexts must forget them.
void startGeneration();
u32 currentGeneration();

// All contexts there are, to be changed in place (see kept_sites.h).
void visitContexts(void (*visit)(Context &context, void *arg), void *arg);

// How many return addresses are kept, at most kMaxStackDepth; set before the first allocation.
void setStackDepth(u32 depth);

// How many frames unwindContext() looks at.
u32 framesLookedAt();

// The number of the context of an allocation asked of an entry point of the
// runtime whose frame is at `frame` (saved rbp, then the return address).
// Unwinds that stack.
u32 unwindContext(const Origin &origin, uptr frame);

} // namespace refsan

#endif // REFSAN_RECORD_CONTEXTS_H
