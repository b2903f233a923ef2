//===- hidden_sizes.h - sizes of blocks that are protected ------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The allocator keeps a block's size in front of it, and a program may take the right to read that page
// (mprotect). Its blocks are judged all the same.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_HIDDEN_SIZES_H
#define REFSAN_ANALYSIS_HIDDEN_SIZES_H

#include "analysis/readable.h"
#include "record/blocks.h"

namespace refsan {

class HiddenSizes {
public:
  // From now on record/blocks.h knows them, until forget().
  void find(const Readable &readable);
  void forget();

private:
  static HiddenSpan ask(uptr block);

  Vector<HiddenSpan> spans_; // by address
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_HIDDEN_SIZES_H
