//===- interrupted_call_linux.cpp - waiting that a signal ended -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See interrupted_call.h. The kernel leaves all registers of a call as they were but rax, whose number is in the
// instruction before: libc's wrappers load it there.
//
//===----------------------------------------------------------------------===//

#include "platform/interrupted_call.h"

#include "base/ints.h"

#include <errno.h>
#include <sys/syscall.h>
#include <ucontext.h>

namespace refsan {

static bool isWaiting(u32 call) {
  constexpr u32 kEpollPwait2 = 441;
  switch (call) {
  case SYS_pause:
  case SYS_rt_sigsuspend:
  case SYS_rt_sigtimedwait:
  case SYS_poll:
  case SYS_ppoll:
  case SYS_select:
  case SYS_pselect6:
  case SYS_epoll_wait:
  case SYS_epoll_pwait:
  case kEpollPwait2:
  case SYS_nanosleep:
  case SYS_clock_nanosleep:
  case SYS_semop:
  case SYS_semtimedop:
  case SYS_msgrcv:
  case SYS_msgsnd:
  case SYS_io_getevents:
    return true;
  default:
    return false;
  }
}

void makeCallAgain(void *context) {
  struct __attribute__((packed)) Code {
    u8 move; // of a number to eax
    u32 call;
    u16 enter;
  } code;
  constexpr u8 kMove = 0xb8;
  constexpr u16 kSyscall = 0x050f;
  auto *registers = static_cast<ucontext_t *>(context)->uc_mcontext.gregs;
  if (registers[REG_RAX] != -EINTR)
    return;
  __builtin_memcpy(&code, reinterpret_cast<const void *>(registers[REG_RIP] - sizeof(code)), sizeof(code));
  if (code.enter == kSyscall && code.move == kMove && isWaiting(code.call))
    registers[REG_RIP] -= sizeof(code);
}

} // namespace refsan
