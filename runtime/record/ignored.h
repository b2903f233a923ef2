//===- ignored.h - blocks that are no leaks by the program's wish -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Such a block, and what it reaches, counts as reachable. Its record is a context
// of its own; where it comes from is not kept.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_IGNORED_H
#define REFSAN_RECORD_IGNORED_H

#include "record/blocks.h"

namespace refsan {

// For recordBlock(). 0: no memory for it.
u32 ignoredContext();
bool isIgnored(const Context &context);
// The live block that p points into, at its start or inside; false: there is none.
// It must not be freed meanwhile.
bool ignoreBlock(uptr p);

} // namespace refsan

#endif // REFSAN_RECORD_IGNORED_H
