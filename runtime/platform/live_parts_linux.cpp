//===- live_parts_linux.cpp - what a stopped thread still needs -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See live_parts.h. glibc on x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/live_parts.h"

#include "platform/cfi_rows.h"
#include "platform/heap.h"
#include "platform/red_zone.h"
#include "platform/threads.h"
#include "platform/unwind.h"
#include "platform/vector_stores.h"

#include <pthread.h>
#include <threads.h>
#include <ucontext.h>

// The linker's, for the section that the runtime is compiled into.

namespace refsan {
namespace live_parts {

static bool isAllocator(uptr function) {
  auto is = [function](auto *known) { return function == reinterpret_cast<uptr>(known); };
  return is(__libc_malloc) || is(__libc_free) || is(__libc_calloc) || is(__libc_realloc) || is(__libc_memalign) ||
         is(__libc_valloc) || is(__libc_pvalloc);
}

// The runtime's own: what the thread is to begin with is kept elsewhere while the library makes it, in a
// frame of more than a hundred words.
static bool isThreadMaker(uptr function) {
  return function == reinterpret_cast<uptr>(&pthread_create) || function == reinterpret_cast<uptr>(&thrd_create);
}

// A system call is under way, or is to be begun again after the signal.
static bool isInKernel(uptr pc) {
  constexpr u16 kSyscall = 0x050f;
  u16 before, next;
  __builtin_memcpy(&before, reinterpret_cast<const void *>(pc - sizeof(before)), sizeof(before));
  __builtin_memcpy(&next, reinterpret_cast<const void *>(pc), sizeof(next));
  return before == kSyscall || next == kSyscall;
}

// Goes outward until it is known what the thread does.
struct Walk {
  Range libc, own_code;
  u32 frames = 0;
  bool in_libc = false;   // the innermost frame is
  bool only_libc = true;  // so far
  bool outermost = false; // there are no more frames
  // The frames so far are a call's: of the runtime's, of the allocator's, of what they call.
  bool in_call = false, in_allocator = false;
  // The program's function that made the call.
  uptr caller_sp = 0, caller_pc = 0;
  uptr caller_registers[kRowColumnCount] = {};

  bool visit(const FrameDetail &detail) {
    constexpr u32 kMostInAllocator = 12; // functions of libc's below the allocator's entry
    bool is_libc = libc.contains(detail.frame.pc - 1), first = frames++ == 0;
    in_libc |= first && is_libc;
    bool only_libc_before = only_libc;
    only_libc &= is_libc && !detail.interrupts;
    outermost = detail.row == kOutermostRow;
    bool is_own = own_code.contains(detail.frame.pc - 1);
    if (isAllocator(detail.frame.function) || (only_libc_before && is_own && isThreadMaker(detail.frame.function))) {
      in_call = in_allocator = true;
    } else if (is_own && (in_call || first)) {
      in_call = true;
    } else if (in_call) {
      takeCaller(detail);
      return false;
    } else if (!only_libc && (frames > kMostInAllocator || detail.interrupts)) {
      return false; // where signals are handled, those are the program's frames
    }
    return detail.frame.cfa != 0;
  }
  void takeCaller(const FrameDetail &detail) {
    caller_sp = detail.sp;
    caller_pc = detail.frame.pc;
    for (u32 place = 0; place < kRowColumnCount; ++place)
      caller_registers[place] = detail.registers[kRowColumns[place]];
  }
};

static void takeVectors(const ThreadState &thread, Range code, LiveParts &parts) {
  VectorStores stores(thread.registers[REG_RIP], code);
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

LiveParts livePartsOf(const ThreadState &thread, Range libc, Range own_code) {
  using namespace live_parts;
  LiveParts parts;
  parts.stack = thread.stack;
  if (!thread.stopped)
    return parts;
  Walk walk = {libc, own_code};
  unwindAll(
      cursorOf(thread), [](const FrameDetail &detail, void *walk) { return static_cast<Walk *>(walk)->visit(detail); },
      &walk);
  if (thread.stack.contains(walk.caller_sp)) {
    parts.stack.begin = walk.caller_sp;
    __builtin_memcpy(parts.registers, walk.caller_registers, sizeof(walk.caller_registers));
    if (!walk.in_allocator) { // which is called before a block is known, and after it is forgotten
      parts.call_stack = {thread.stack.begin, walk.caller_sp};
      parts.call_pc = walk.caller_pc;
      copy(parts.call_registers, thread.registers);
    }
    return parts;
  }
  bool waits = walk.in_libc && isInKernel(thread.registers[REG_RIP]);
  if (waits && walk.only_libc && walk.outermost && thread.stack.contains(thread.thread_pointer)) {
    // The function that the thread began in has come back. Until it has also called all destructors
    // (which may be libc's alone: one that ends in sleep()), libc's own blocks are still to be freed.
    constexpr u32 kMostAtTheEnd = 3; // a system call's function, what starts a thread, what makes one
    parts.stack = {};
    parts.thread_locals = walk.frames > kMostAtTheEnd;
    return parts;
  }
  copy(parts.registers, thread.registers);
  Range code = waits ? Range() : codeAround(thread.registers[REG_RIP]);
  if (!waits)
    takeVectors(thread, code, parts);
  if (parts.stack.begin < thread.stack_pointer && (waits || !usesRedZone(thread, code)))
    parts.stack.begin = thread.stack_pointer;
  return parts;
}

} // namespace refsan
