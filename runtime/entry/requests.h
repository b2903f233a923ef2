//===- requests.h - checks that the user asks for ---------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// check_signal and check_file: a thread of the runtime's waits for them and has a copy
// of the process checked, while the program goes on.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_REQUESTS_H
#define REFSAN_ENTRY_REQUESTS_H

namespace refsan {

// Once libc can make threads; starts nothing if the options ask for nothing.
void awaitRequests();
// In the child of a fork, where that thread is not.
void awaitRequestsInChild();

} // namespace refsan

#endif // REFSAN_ENTRY_REQUESTS_H
