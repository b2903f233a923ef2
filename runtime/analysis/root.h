//===- root.h - words that keep blocks alive --------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ROOT_H
#define REFSAN_ANALYSIS_ROOT_H

#include "base/ints.h"
#include "refsan/kinds.h"

namespace refsan {

struct ThreadState;

struct Root {
  Range words; // may overlap others and have unreadable pages
  RootKind kind = RootKind::Variable;
  i32 thread = 0;                       // whose it is, 0: nobody's
  const ThreadState *stopped = nullptr; // that thread; null: the calling one
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_ROOT_H
