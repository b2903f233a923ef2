//===- check_room.cpp - addresses set aside for the check -----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/check_room.h"

#include "platform/memory.h"
#include "platform/syscall.h"

#include <sys/resource.h>

namespace refsan {

namespace check_room {
constexpr usize kBytes = 40 << 20; // the index of a small heap is 16 MiB
static void *room;
} // namespace check_room

void setRoomAside() {
  rlimit limit = {};
  if (rawSyscall(SYS_getrlimit, RLIMIT_AS, rawAddress(&limit)) == 0 && limit.rlim_cur != RLIM_INFINITY)
    check_room::room = reservePages(check_room::kBytes);
}

void giveRoomToCheck() {
  unmapPages(check_room::room, check_room::kBytes);
  check_room::room = nullptr;
}

} // namespace refsan
