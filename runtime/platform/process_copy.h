//===- process_copy.h - the process as it stands, to be looked at -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A check of a program that shall go on meanwhile is done in a copy of it. The copy is
// no child that the program could wait for, and no fork handlers run.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_PROCESS_COPY_H
#define REFSAN_PLATFORM_PROCESS_COPY_H

#include "base/ints.h"

namespace refsan {

// In the copy 0: only the calling thread is there, and may not return into libc's
// business. Else the copy's process id, or a negative errno.
i32 copyProcess();
// True: the copy has ended with 0.
bool waitForCopy(i32 copy);
// Memory that the process and its copies see alike; null: there is none.
void *mapShared(usize bytes);

} // namespace refsan

#endif // REFSAN_PLATFORM_PROCESS_COPY_H
