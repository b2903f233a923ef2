//===- unwind.h - return addresses of a stack -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unwinding by .eh_frame (frame pointers where a frame has no table), so that
// libraries built without frame pointers do not end a stack. Any thread,
// async-signal-safe, takes no lock, allocates nothing, never faults on a bad stack.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_UNWIND_H
#define REFSAN_PLATFORM_UNWIND_H

#include "base/ints.h"

namespace refsan {

struct UnwindFrame {
  uptr pc;           // return address: the call is at pc - 1 (true of interrupted code too: there it is one more)
  uptr cfa;          // stack pointer in the caller at the call, 0: unknown
  uptr function = 0; // where its code starts, 0: unknown
};

struct UnwindCursor {
  uptr pc;      // return address, or the next instruction if `interrupted`
  uptr sp;      // after the return
  uptr fp;      // rbp
  uptr rbx = 0; // other registers a CFA may be computed from
  uptr r12 = 0, r13 = 0, r14 = 0, r15 = 0;
  bool interrupted = false; // stopped by a signal, not by a call
};

// Goes on where the function returns to whose frame, found by frame pointer, this is.
inline UnwindCursor cursorAbove(uptr frame) {
  const uptr *saved = reinterpret_cast<const uptr *>(frame);
  return {saved[1], frame + 2 * sizeof(uptr), saved[0]};
}

// Frames from the cursor outward, innermost first; the cursor's own pc is frame
// 0. Returns how many were written, at most `max`.
u32 unwindFrom(UnwindCursor cursor, UnwindFrame *frames, u32 max);

// A frame with all that unwinding knows of it.
struct FrameDetail {
  UnwindFrame frame;
  uptr sp;               // of the function, at its call
  uptr rbp;              // at its call
  const uptr *registers; // the same of all, by DWARF's numbers (dwarf_cfi.h)
  u64 row;               // where it keeps its caller's (cfi_rows.h), 0: not known
  bool interrupts;       // it is a signal's frame: its caller did not call
};
// The same for any number of frames, until `visit` returns false.
using VisitFrame = bool (*)(const FrameDetail &detail, void *arg);
void unwindAll(UnwindCursor cursor, VisitFrame visit, void *arg);
// In less time, without the registers, but for rbp.
void unwindCallers(UnwindCursor cursor, VisitFrame visit, void *arg);

// The caller's own stack; frame 0 is the function that called this.
u32 unwindHere(UnwindFrame *frames, u32 max);
void unwindAllHere(VisitFrame visit, void *arg);

// The unwind tables of the module that has this code; null: none are known.
const u8 *unwindTables(uptr code);
// What the tables say of a frame's function, above what was remembered of it (dwarf_cfi.h).
struct CfiStep;
CfiStep stepOver(const FrameDetail &detail);
// The code of the function, or of the part of one, that has this address; empty: it is not known.
Range codeAround(uptr code);

} // namespace refsan

#endif // REFSAN_PLATFORM_UNWIND_H
