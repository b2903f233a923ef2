//===- scope_check.h - nothing may outlive its scope ------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_SCOPE_CHECK_H
#define REFSAN_ENTRY_SCOPE_CHECK_H

namespace refsan {

// On the calling thread. A number for endScope; 0 if nothing is checked, which is said
// unless the check is off.
int beginScope(const char *name);
// How many findings there are: objects that are lost, and those that are not but
// still there. -1: the scope is not the thread's innermost, or the check could not be done.
int endScope(int scope);

} // namespace refsan

#endif // REFSAN_ENTRY_SCOPE_CHECK_H
