//===- stacks_linux.cpp - where stacks are --------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calling thread's side of threads.h, and thread_control.h.
//
//===----------------------------------------------------------------------===//

#include "platform/maps.h"
#include "platform/memory.h"
#include "platform/signal_stack.h"
#include "platform/syscall.h"
#include "platform/thread_control.h"
#include "platform/threads.h"

#include <sys/resource.h>

extern "C" __attribute__((weak)) void *__libc_stack_end;

namespace refsan {
namespace stacks {
extern __thread Range own_bounds __asm__("__refsan_thread_stack") __attribute__((visibility("default")));
__thread Range own_bounds;
} // namespace stacks

__attribute__((noinline)) void overwriteStackBelow(usize bytes) {
  void *below = __builtin_alloca(bytes);
  __builtin_memset(below, 0, bytes);
  __asm__ volatile("" : : "r"(below) : "memory");
}

Range stackByControlBlock(uptr thread_pointer) {
  constexpr usize kWords = kUsualThreadControlSize / sizeof(uptr);
  uptr words[kWords];
  if (!thread_pointer || !readMemory(thread_pointer, words, sizeof(words)))
    return {};
  // struct pthread has stackblock, stackblock_size and guardsize in this order, at
  // a place that differs between versions; the control block itself ends the stack.
  constexpr usize kLeastStack = 16 * 1024, kMostBehind = 64 * 1024;
  for (usize i = 2; i + 2 < kWords; ++i) {
    uptr begin = words[i], end = begin + words[i + 1];
    usize guard = words[i + 2];
    if (begin > kMostBehind && begin < thread_pointer && words[i + 1] >= kLeastStack && guard < words[i + 1] &&
        guard % kPageSize == 0 && end >= thread_pointer + 1024 && end <= thread_pointer + kMostBehind)
      return {begin, end};
  }
  return {};
}

Range firstThreadStack() {
  // The kernel keeps a gap below the stack, of the limit at exec but never less than this.
  constexpr usize kMost = usize(128) << 20;
  uptr top = &__libc_stack_end ? reinterpret_cast<uptr>(__libc_stack_end) : 0;
  if (!top)
    return {};
  rlimit limit = {kMost, kMost};
  rawSyscall(SYS_getrlimit, RLIMIT_STACK, rawAddress(&limit));
  usize size = limit.rlim_cur < kMost ? limit.rlim_cur : kMost;
  uptr end = (top + kPageSize) & ~(kPageSize - 1);
  return {end > size ? end - size : 0, end};
}

uptr currentThreadPointer() {
  uptr pointer;
  __asm__("movq %%fs:0, %0" : "=r"(pointer));
  return pointer;
}

i32 currentThreadId() { return static_cast<i32>(rawSyscall(SYS_gettid)); }

SignalStack currentSignalStack() {
  stack_t stack = {};
  return sigaltstack(nullptr, &stack) == 0 ? signalStackOf(stack) : SignalStack{};
}

bool isMainThread() { return rawSyscall(SYS_gettid) == rawSyscall(SYS_getpid); }

Range currentStackBounds() {
  if (__builtin_expect(stacks::own_bounds.end == 0, false)) {
    // The first thread's control block says nothing of its stack. In a fork of
    // another thread, the first thread runs on that one's stack.
    uptr here = reinterpret_cast<uptr>(__builtin_frame_address(0));
    Range own = isMainThread() ? firstThreadStack() : Range{};
    if (!own.contains(here)) {
      Range made = stackByControlBlock(currentThreadPointer());
      own = made.end ? made : own;
    }
    if (own.end == 0) // a thread that glibc did not make, or a fork of one
      own = mappingAround(here);
    stacks::own_bounds = own;
  }
  return stacks::own_bounds;
}

Range stackFrom(uptr from) {
  Range own = stackByControlBlock(currentThreadPointer());
  if (own.contains(from))
    return {from, own.end};
  return {from, mappingAround(from).end};
}

} // namespace refsan
