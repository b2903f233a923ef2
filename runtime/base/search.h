//===- search.h - a place in what is in order -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_BASE_SEARCH_H
#define REFSAN_BASE_SEARCH_H

#include "base/ints.h"

namespace refsan {

// The first index below `count` of which `holds` is true, or `count`: it is false of all before, and true of
// all behind.
template <typename F> inline usize firstWhere(usize count, F holds) {
  usize low = 0, high = count;
  while (low < high) {
    usize middle = low + (high - low) / 2;
    if (holds(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

} // namespace refsan

#endif // REFSAN_BASE_SEARCH_H
