//===- live_parts_linux.cpp - what a stopped thread still needs -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See live_parts.h. glibc on x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/live_parts.h"

#include "platform/red_zone.h"
#include "platform/thread_walk.h"
#include "platform/threads.h"
#include "platform/unwind.h"
#include "platform/vector_stores.h"

#include <ucontext.h>

namespace refsan {
namespace live_parts {

// A system call is under way, or is to be begun again after the signal.
static bool isInKernel(uptr pc) {
  constexpr u16 kSyscall = 0x050f;
  u16 before, next;
  __builtin_memcpy(&before, reinterpret_cast<const void *>(pc - sizeof(before)), sizeof(before));
  __builtin_memcpy(&next, reinterpret_cast<const void *>(pc), sizeof(next));
  return before == kSyscall || next == kSyscall;
}

static void takeVectors(const ThreadState &thread, VectorStores stores, LiveParts &parts) {
  constexpr usize kWordsEach = 2;
  const auto *words = reinterpret_cast<const uptr *>(thread.vectors);
  for (u32 i = 0; i < sizeof(parts.vectors) / sizeof(uptr); ++i)
    parts.vectors[i] = stores.of(i / kWordsEach) ? words[i] : 0;
  if (stores.any())
    parts.wide_vectors = {reinterpret_cast<uptr>(thread.vectors) + sizeof(parts.vectors),
                          reinterpret_cast<uptr>(thread.vectors + sizeof(thread.vectors))};
}

template <typename T> static void copy(T &to, const T &from) { __builtin_memcpy(&to, &from, sizeof(to)); }

} // namespace live_parts

LiveParts livePartsOf(const ThreadState &thread, const CodeOwners &owners) {
  using namespace live_parts;
  LiveParts parts;
  parts.stack = thread.stack;
  if (!thread.stopped)
    return parts;
  ThreadWalk walk(owners);
  unwindAll(
      cursorOf(thread),
      [](const FrameDetail &detail, void *walk) { return static_cast<ThreadWalk *>(walk)->visit(detail); }, &walk);
  bool no_program = walk.onlyLibrary() && thread.stack.contains(thread.thread_pointer);
  bool ended = no_program && isBehindKeys(walk.startPc());
  // Until it is in the kernel to end, libc's own blocks are still to be freed.
  constexpr u32 kMostAtTheEnd = 3; // a system call's function, what starts a thread, what makes one
  bool at_the_end = walk.frames() <= kMostAtTheEnd;
  if (ended) {
    parts.stack = {};
    parts.thread_locals = at_the_end ? LiveTls::None : LiveTls::OfLibc;
  }
  if (thread.stack.contains(walk.caller().sp)) {
    if (!ended) {
      parts.stack.begin = walk.caller().sp;
      __builtin_memcpy(parts.registers, walk.caller().registers, sizeof(walk.caller().registers));
    }
    if (!walk.inAllocator()) { // which is called before a block is known, and after it is forgotten
      parts.call_stack = {thread.stack.begin, walk.caller().sp};
      parts.call_pc = walk.caller().pc;
      copy(parts.call_registers, thread.registers);
    }
    return parts;
  }
  if (ended)
    return parts;
  bool waits = walk.beginsInLibc() && isInKernel(thread.registers[REG_RIP]);
  if (waits && no_program && (at_the_end || !knowsKeyDestructors())) {
    // It has not begun yet, or its function has come back. It may call destructors, which may be libc's.
    parts.stack = {};
    parts.thread_locals = at_the_end ? LiveTls::None : LiveTls::All;
    return parts;
  }
  copy(parts.registers, thread.registers);
  Range code = waits ? Range() : codeAround(thread.registers[REG_RIP]);
  if (all_vectors_count)
    takeVectors(thread, VectorStores::all(), parts);
  else if (!waits)
    takeVectors(thread, VectorStores(thread.registers[REG_RIP], code), parts);
  if (parts.stack.begin < thread.stack_pointer && (waits || !usesRedZone(thread, code)))
    parts.stack.begin = thread.stack_pointer;
  return parts;
}

} // namespace refsan
