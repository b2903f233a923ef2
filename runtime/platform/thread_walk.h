//===- thread_walk.h - what a stopped thread was doing ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Goes outward through the frames of a thread until it is known whose work it does:
// the program's, a call's of the runtime or the allocator, the thread library's after the
// program's function has come back. glibc on x86-64. Used by the check; other threads
// are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_THREAD_WALK_H
#define REFSAN_PLATFORM_THREAD_WALK_H

#include "base/ints.h"
#include "platform/cfi_rows.h"
#include "platform/unwind.h"

namespace refsan {

// Images of modules, and the runtime's own code; empty: not there, or no module of its own.
struct CodeOwners {
  Range libc, loader, runtime;
  bool isLibrary(uptr pc) const { return libc.contains(pc) || loader.contains(pc); }
};

class ThreadWalk {
public:
  explicit ThreadWalk(const CodeOwners &owners) : owners_(owners) {}
  // Frames in order, innermost first; false: no more are needed.
  bool visit(const FrameDetail &detail);

  u32 frames() const { return frames_; }
  bool beginsInLibc() const { return begins_in_libc_; }
  // No frame is the program's: its function has not been called yet, or has come back.
  bool onlyLibrary() const { return outermost_ && only_library_; }
  // Where the function goes on that threads begin in.
  uptr startPc() const { return start_pc_; }

  // A call is under way: of the runtime's, of the allocator's, of one of theirs that makes a thread.
  // All below `sp` is theirs, and what the caller had in registers is here.
  struct Caller {
    uptr sp = 0, pc = 0;
    uptr registers[kRowColumnCount] = {};
  };
  const Caller &caller() const { return caller_; }
  // It works with blocks that nobody has yet, or has any more.
  bool inAllocator() const { return in_allocator_; }

private:
  void takeCaller(const FrameDetail &detail);

  CodeOwners owners_;
  u32 frames_ = 0;
  bool begins_in_libc_ = false, outermost_ = false;
  bool only_library_ = true; // frames so far, but for the call's
  bool in_call_ = false, in_allocator_ = false;
  uptr start_pc_ = 0;
  Caller caller_;
};

// By a thread in the destructor of one of its keys: in the first one it is learnt from
// where the thread library calls these.
void noteKeyDestructor();
// Whether a thread that began in the function which has `start_pc` has called all of them: of the program,
// nothing runs in it any more. False: not yet, or it has not been learnt.
bool isBehindKeys(uptr start_pc);
// It has been learnt.
bool knowsKeyDestructors();

} // namespace refsan

#endif // REFSAN_PLATFORM_THREAD_WALK_H
