//===- child_process.h - a helper program -----------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs another program with a socket as its input and output. The program sees a
// cleaned environment and none of our descriptors; the process under test sees
// nothing of it: no SIGCHLD, no SIGPIPE, nothing that wait() could reap. Only for
// platform/symbols. One thread, no libc call, no memory but pages.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_CHILD_PROCESS_H
#define REFSAN_PLATFORM_CHILD_PROCESS_H

#include "base/ints.h"

namespace refsan {

struct Child {
  i32 pid = 0;
  int fd = -1; // to write its input and read its output
};

// The file of the first of the `names` (null-terminated list) that is a program: those
// with a slash as they are, others from PATH. False: none.
bool findProgram(const char *const *names, char *out, usize size);

// `arguments` is null-terminated and begins with the program's name.
bool startChild(const char *path, const char *const *arguments, Child &child);

// Sends `input`, takes the output up to its end. The output is in pages of its
// own, `*size` long and NUL-terminated; null: no memory. `*complete` is false if
// the child did not end its output by the deadline (monotonicMs()).
char *talkToChild(Child &child, const char *input, usize input_size, u64 deadline, usize *size, bool *complete);

// Ends it if it still runs, and reaps it.
void endChild(Child &child);

} // namespace refsan

#endif // REFSAN_PLATFORM_CHILD_PROCESS_H
