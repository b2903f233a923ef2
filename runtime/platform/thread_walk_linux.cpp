//===- thread_walk_linux.cpp - what a stopped thread was doing ------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See thread_walk.h. glibc on x86-64.
//
//===----------------------------------------------------------------------===//

#include "platform/thread_walk.h"

#include "platform/heap.h"
#include "platform/threads.h"

#include <pthread.h>
#include <threads.h>

namespace refsan {
namespace thread_walk {

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

static uptr behind_keys; // an address in the function that threads begin in

} // namespace thread_walk

void ThreadWalk::takeCaller(const FrameDetail &detail) {
  caller_.sp = detail.sp;
  caller_.pc = detail.frame.pc;
  for (u32 place = 0; place < kRowColumnCount; ++place)
    caller_.registers[place] = detail.registers[kRowColumns[place]];
}

bool ThreadWalk::visit(const FrameDetail &detail) {
  constexpr u32 kMostInAllocator = 12; // functions of libc's below the allocator's entry
  uptr pc = detail.frame.pc;
  bool first = frames_++ == 0;
  begins_in_libc_ |= first && owners_.libc.contains(pc - 1);
  bool only_library_before = only_library_;
  only_library_ &= owners_.isLibrary(pc - 1) && !detail.interrupts;
  outermost_ = detail.row == kOutermostRow;
  if (!outermost_)
    start_pc_ = pc;
  bool is_own = owners_.runtime.contains(pc - 1);
  if (only_library_before && is_own && thread_walk::isThreadMaker(detail.frame.function)) {
    in_call_ = in_allocator_ = true; // with all that the library has called to make the thread
    caller_ = {};
  } else if (caller_.sp) {
    return only_library_ && detail.frame.cfa != 0; // the library's call may be on behalf of a thread's maker
  } else if (thread_walk::isAllocator(detail.frame.function)) {
    in_call_ = in_allocator_ = true;
  } else if (is_own && (in_call_ || first)) {
    in_call_ = true;
  } else if (in_call_) {
    takeCaller(detail);
    only_library_ = owners_.isLibrary(pc - 1) && !detail.interrupts;
    return only_library_ && detail.frame.cfa != 0;
  } else if (!only_library_ && (frames_ > kMostInAllocator || detail.interrupts)) {
    return false; // where signals are handled, those are the program's frames
  }
  return detail.frame.cfa != 0;
}

void noteKeyDestructor() {
  if (__atomic_load_n(&thread_walk::behind_keys, __ATOMIC_RELAXED) || isMainThread())
    return; // which began in another function
  struct Outermost {
    uptr before = 0;
    bool found = false;
  } frames;
  auto visit = [](const FrameDetail &detail, void *arg) {
    auto *frames = static_cast<Outermost *>(arg);
    frames->found = detail.row == kOutermostRow;
    if (!frames->found)
      frames->before = detail.frame.pc;
    return detail.frame.cfa != 0;
  };
  unwindAllHere(visit, &frames);
  if (frames.found)
    __atomic_store_n(&thread_walk::behind_keys, frames.before, __ATOMIC_RELAXED);
}

bool knowsKeyDestructors() { return thread_walk::behind_keys != 0; }

// What is called later lies further on; what is called before, but rarely, may lie there too: that is before
// the program's function begins.
bool isBehindKeys(uptr start_pc) {
  return knowsKeyDestructors() && start_pc > thread_walk::behind_keys &&
         codeAround(thread_walk::behind_keys).contains(start_pc);
}

} // namespace refsan
