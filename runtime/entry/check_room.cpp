//===- check_room.cpp - what the check needs and may find used up ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "entry/check_room.h"

#include "platform/files.h"
#include "platform/memory.h"
#include "platform/syscall.h"

#include <sys/resource.h>

namespace refsan {

namespace check_room {
constexpr usize kBytes = 40 << 20; // the index of a small heap is 16 MiB
static void *room;

constexpr rlim_t kDescriptors = 32; // a few at a time for each of the check's threads
static rlimit descriptors_before;   // its soft limit: 0 where it was not raised

static void giveDescriptors() {
  rlimit limit = {};
  if (!descriptorsRanOut() || rawSyscall(SYS_getrlimit, RLIMIT_NOFILE, rawAddress(&limit)) != 0)
    return;
  rlimit more = limit;
  more.rlim_cur = limit.rlim_max - limit.rlim_cur < kDescriptors ? limit.rlim_max : limit.rlim_cur + kDescriptors;
  if (more.rlim_cur != limit.rlim_cur && rawSyscall(SYS_setrlimit, RLIMIT_NOFILE, rawAddress(&more)) == 0)
    descriptors_before = limit;
}
} // namespace check_room

void setRoomAside() {
  rlimit limit = {};
  if (rawSyscall(SYS_getrlimit, RLIMIT_AS, rawAddress(&limit)) == 0 && limit.rlim_cur != RLIM_INFINITY)
    check_room::room = reservePages(check_room::kBytes);
}

void giveRoomToCheck() {
  unmapPages(check_room::room, check_room::kBytes);
  check_room::room = nullptr;
  check_room::giveDescriptors();
}

void takeRoomFromCheck() {
  if (check_room::descriptors_before.rlim_cur)
    rawSyscall(SYS_setrlimit, RLIMIT_NOFILE, rawAddress(&check_room::descriptors_before));
  check_room::descriptors_before = {};
}

} // namespace refsan
