//===- own_stack_linux.cpp - a call that does not need the thread's stack -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/own_stack.h"

#include "platform/memory.h"
#include "platform/threads.h"

namespace refsan {
namespace own_stack {

static bool hasRoom(usize room) {
  uptr here = reinterpret_cast<uptr>(__builtin_frame_address(0));
  Range bounds = currentStackBounds();
  return bounds.contains(here) && here - bounds.begin >= room;
}

// The frame pointer stays, so that debuggers find the way back.
static __attribute__((noinline)) void callOn(char *stack, usize bytes, void (*f)(void *), void *arg) {
  char *top = stack + bytes;
  __asm__ volatile("movq %%rsp, %%rbx\n\t"
                   "movq %[top], %%rsp\n\t"
                   "call *%[f]\n\t"
                   "movq %%rbx, %%rsp"
                   : "+D"(arg), [top] "+r"(top), [f] "+r"(f)
                   :
                   : "rax", "rbx", "rcx", "rdx", "rsi", "r8", "r9", "r10", "r11", "memory", "cc", "xmm0", "xmm1",
                     "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13",
                     "xmm14", "xmm15");
  unmapPages(stack, bytes);
}
} // namespace own_stack

void callWithRoom(usize room, void (*f)(void *), void *arg) {
  char *stack = own_stack::hasRoom(room) ? nullptr : static_cast<char *>(mapPages(room));
  if (stack)
    own_stack::callOn(stack, room, f, arg);
  else
    f(arg);
}

} // namespace refsan
