//===- check_room.h - addresses set aside for the check ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the address space has a limit (ulimit -v), the allocator takes what there is
// for its threads' arenas. What the check needs is set aside at the start.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_CHECK_ROOM_H
#define REFSAN_ENTRY_CHECK_ROOM_H

namespace refsan {

void setRoomAside();
void giveRoomToCheck();

} // namespace refsan

#endif // REFSAN_ENTRY_CHECK_ROOM_H
