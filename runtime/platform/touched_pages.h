//===- touched_pages.h - which pages were ever touched ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Large tables are mapped whole, and little of them may be used. Who looks for what is
// there need not read the rest, which would map it.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_TOUCHED_PAGES_H
#define REFSAN_PLATFORM_TOUCHED_PAGES_H

#include "base/ints.h"

namespace refsan {

// Of pages that mapPages() gave: whether the i-th may be other than zero. Where the system does
// not tell, all may. Takes no memory.
void findTouchedPages(const void *first, bool *touched, usize pages);

} // namespace refsan

#endif // REFSAN_PLATFORM_TOUCHED_PAGES_H
