//===- exit_stack.cpp - what of the exiting thread's stack counts -*- C++ -*-=//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/exit_stack.h"

#include "platform/modules.h"
#include "platform/threads.h"
#include "platform/unwind.h"

#include <stdlib.h>

namespace refsan {

namespace exit_stack {
constexpr u32 kFrames = 64;

// exit and quick_exit are a few instructions that end in the call of what runs
// the handlers, so that the return address is behind them by less than this.
constexpr uptr kExitBytes = 64;
static bool isIn(uptr pc, const void *function) { return pc - reinterpret_cast<uptr>(function) - 1 < kExitBytes; }

// The outermost frame that belongs to exiting: exit's own, or, where that
// cannot be told, the last of those in libc that the handler's caller begins.
static const UnwindFrame *exitFrame(const UnwindFrame *frames, u32 count) {
  for (u32 i = 0; i < count; i++)
    if (isIn(frames[i].pc, reinterpret_cast<const void *>(exit)) ||
        isIn(frames[i].pc, reinterpret_cast<const void *>(quick_exit)))
      return &frames[i];
  ModuleList modules = listModules();
  const Module *own = findModule(modules, reinterpret_cast<uptr>(&exitFrame));
  u32 i = 0;
  while (i < count && findModule(modules, frames[i].pc) == own)
    i++;
  const Module *libc = i < count ? findModule(modules, frames[i].pc) : nullptr;
  const UnwindFrame *last = nullptr;
  for (; libc && i < count && findModule(modules, frames[i].pc) == libc; i++)
    last = &frames[i];
  return last;
}

// The kernel and the x86-64 ABI leave this much below the stack pointer alone.
constexpr uptr kRedZone = 128;
} // namespace exit_stack

__attribute__((noinline)) ExitStack findExitStack() {
  using namespace exit_stack;
  UnwindFrame frames[kFrames];
  u32 count = unwindHere(frames, kFrames);
  ExitStack result;
  const UnwindFrame *exiting = exitFrame(frames, count);
  result.lowest = exiting && exiting->cfa ? exiting->cfa : reinterpret_cast<uptr>(__builtin_frame_address(0));
  Range own = currentStackBounds();
  if (own.size() == 0 || own.contains(result.lowest))
    return result;
  // The frame of a signal has the interrupted stack pointer for its CFA.
  result.other = own;
  for (u32 i = 0; i < count; i++)
    if (own.contains(frames[i].cfa)) {
      result.other.begin = frames[i].cfa - kRedZone;
      break;
    }
  return result;
}

} // namespace refsan
