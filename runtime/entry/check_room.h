//===- check_room.h - what the check needs and may find used up -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the address space has a limit (ulimit -v), the allocator takes what there is
// for its threads' arenas. What the check needs is set aside at the start.
//
// Where the program has used up its file descriptors (a server that leaks them), its soft
// limit is raised for the time of the check, as far as the hard one allows.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_CHECK_ROOM_H
#define REFSAN_ENTRY_CHECK_ROOM_H

namespace refsan {

void setRoomAside();
void giveRoomToCheck();
void takeRoomFromCheck(); // the limit is what it was

} // namespace refsan

#endif // REFSAN_ENTRY_CHECK_ROOM_H
