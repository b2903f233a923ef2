//===- exit_check.h - the check at the end of the process -------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the check, shows its report and decides the exit status.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_EXIT_CHECK_H
#define REFSAN_ENTRY_EXIT_CHECK_H

namespace refsan {

// Called by libc's exit (`status` as given to it), or (`quick`) by quick_exit or _exit. The first
// caller checks; another thread that exits meanwhile waits for the end.
// Returns if the process is to end as it would have without us. Otherwise ends it: by
// exit with another status, so that what libc still has to run and flush is
// run and flushed, or at once if quick.
void checkAtExit(int status, bool quick);

} // namespace refsan

#endif // REFSAN_ENTRY_EXIT_CHECK_H
