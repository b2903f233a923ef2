//===- exit_stack.cpp - what of the exiting thread's stack counts -*- C++ -*-=//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/exit_stack.h"

#include "platform/cfi_rows.h"
#include "platform/frame_gaps.h"
#include "platform/frame_marks.h"
#include "platform/modules.h"
#include "platform/threads.h"
#include "platform/unwind.h"

#include <stdlib.h>
#include <unistd.h>

namespace refsan {

namespace exit_stack {
constexpr u32 kFrames = 64;

// exit and its like are a few instructions with the call of what runs
// the handlers, so that the return address is behind them by less than this.
constexpr uptr kExitBytes = 64;
static bool isIn(uptr pc, const void *function) { return pc - reinterpret_cast<uptr>(function) - 1 < kExitBytes; }

// The outermost frame that belongs to exiting: exit's own, or, where that
// cannot be told, the last of those in libc that the handler's caller begins.
static const UnwindFrame *exitFrame(const UnwindFrame *frames, u32 count) {
  for (u32 i = 0; i < count; i++)
    if (isIn(frames[i].pc, reinterpret_cast<const void *>(exit)) ||
        isIn(frames[i].pc, reinterpret_cast<const void *>(quick_exit)) ||
        isIn(frames[i].pc, reinterpret_cast<const void *>(_exit)) ||
        isIn(frames[i].pc, reinterpret_cast<const void *>(_Exit)))
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

// The calls that were announced last, of all threads: the stack pointer says of which. No thread
// local: a library that is loaded late has little room for those.
struct EndingCall {
  uptr sp;
  bool by_library;
};
constexpr u32 kEndings = 256;
static EndingCall endings[kEndings];
static u32 next_ending;

static const EndingCall *endingAt(uptr sp) {
  for (const EndingCall &ending : endings)
    if (ending.sp == sp && sp != 0)
      return &ending;
  return nullptr;
}

// Goes outward over the frames that count.
struct Walk {
  uptr lowest;
  ExitStack &result;
  FrameGaps gaps;
  GeneratedPlaces places;
  bool interrupted = false; // the function was, it did not call
  // Where the value of a register is that the next function which saves it has put there itself; null: not known.
  uptr *left[kRowColumnCount] = {};

  // Values of registers that functions further up may need: the one that exits has
  // not saved them for its own use.
  void takeRegisters(const FrameDetail &detail) {
    for (u32 place = 0; place < kRowColumnCount; ++place)
      if (kRowColumns[place] != kRbp && (detail.row == 0 || saveAddress(detail.row, place, detail.frame.cfa) == 0)) {
        result.registers[place] = detail.registers[kRowColumns[place]];
        left[place] = &result.registers[place];
      }
  }
  // A function that has called what does not come back needs nothing more of what it left in registers,
  // whichever of the functions it called has saved them.
  void dropOwn(const FrameDetail &detail) {
    bool ends = endingAt(detail.sp) != nullptr;
    for (u32 place = 0; place < kRowColumnCount; ++place) {
      uptr saved = saveAddress(detail.row, place, detail.frame.cfa);
      if (kRowColumns[place] == kRbp || !saved)
        continue;
      if (ends && left[place])
        *left[place] = 0;
      left[place] = reinterpret_cast<uptr *>(saved);
    }
  }
  bool visit(const FrameDetail &detail) {
    if (detail.frame.cfa == 0)
      return false;
    if (detail.sp < lowest)
      return true;
    if (detail.sp == lowest)
      takeRegisters(detail);
    gaps.clear(detail);
    if (!interrupted)
      places.clear(detail, endingAt(detail.sp) != nullptr);
    interrupted = detail.interrupts;
    if (detail.row)
      dropOwn(detail);
    else
      for (uptr *&place : left)
        place = nullptr;
    return true;
  }
};
static_assert(sizeof(ExitStack::registers) == kRowColumnCount * sizeof(uptr));
} // namespace exit_stack

void noteEndingCall(uptr sp, bool by_library) {
  using namespace exit_stack;
  EndingCall &ending = endings[__atomic_fetch_add(&next_ending, 1, __ATOMIC_RELAXED) % kEndings];
  __atomic_store_n(&ending.sp, 0, __ATOMIC_RELAXED);
  ending.by_library = by_library;
  __atomic_store_n(&ending.sp, sp, __ATOMIC_RELEASE);
}

__attribute__((noinline)) ExitStack findExitStack() {
  using namespace exit_stack;
  UnwindFrame frames[kFrames];
  u32 count = unwindHere(frames, kFrames);
  ExitStack result;
  const UnwindFrame *exiting = exitFrame(frames, count);
  result.lowest = exiting && exiting->cfa ? exiting->cfa : reinterpret_cast<uptr>(__builtin_frame_address(0));
  // A library's function that ends in exit: what it has in its frame is dead, too.
  for (u32 i = 0; exiting && i < count; i++)
    if (const EndingCall *ending = endingAt(frames[i].cfa); ending && ending->by_library && ending->sp > result.lowest)
      result.lowest = ending->sp;
  Walk walk = {result.lowest, result, {}, {}};
  unwindAllHere([](const FrameDetail &detail, void *walk) { return static_cast<Walk *>(walk)->visit(detail); }, &walk);
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
