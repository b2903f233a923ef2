//===- substitutes.h - blocks that stand for others -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which of malloc's blocks stand for one of an allocator of the program's. A bit
// for each 16 bytes of address space, mapped where needed; no lock, any thread.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_SUBSTITUTES_H
#define REFSAN_RECORD_SUBSTITUTES_H

#include "base/ints.h"

namespace refsan {

// False: no memory for it.
bool noteSubstitute(uptr block);
bool isSubstitute(uptr block);
// It is none any more; false: it was none.
bool forgetSubstitute(uptr block);

} // namespace refsan

#endif // REFSAN_RECORD_SUBSTITUTES_H
