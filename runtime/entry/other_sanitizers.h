//===- other_sanitizers.h - who RefSan cannot share a process with -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ENTRY_OTHER_SANITIZERS_H
#define REFSAN_ENTRY_OTHER_SANITIZERS_H

namespace refsan {

// If the runtime of a sanitizer with an allocator of its own is linked, objects from its
// operator new do not come to our malloc, and a leaking program would pass: says so
// and ends the process. Once, when the runtime starts, with options loaded.
void refuseOtherSanitizers();

} // namespace refsan

#endif // REFSAN_ENTRY_OTHER_SANITIZERS_H
