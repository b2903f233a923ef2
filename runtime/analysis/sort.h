//===- sort.h - sorting -----------------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Heap sort of trivially copyable things: n log n, no memory, no recursion. Not
// stable: less must order everything that matters.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_SORT_H
#define REFSAN_ANALYSIS_SORT_H

#include "base/ints.h"

namespace refsan {

template <typename T, typename Less> void sort(T *data, usize size, Less less) {
  auto swap = [&](usize a, usize b) {
    T kept = data[a];
    data[a] = data[b];
    data[b] = kept;
  };
  auto sink = [&](usize i, usize end) {
    for (usize child; (child = 2 * i + 1) < end; i = child) {
      if (child + 1 < end && less(data[child], data[child + 1]))
        ++child;
      if (!less(data[i], data[child]))
        return;
      swap(i, child);
    }
  };
  for (usize i = size / 2; i-- > 0;)
    sink(i, size);
  for (usize end = size; end > 1; --end) {
    swap(0, end - 1);
    sink(0, end - 1);
  }
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_SORT_H
