//===- callers.h - who called the function that leaks -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picks the frames of a stack that a reader needs beside the line where an object
// was made. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_REPORT_CALLERS_H
#define REFSAN_REPORT_CALLERS_H

#include "report/model.h"

namespace refsan {

// The callers of the function that `place` is in, nearest first, without library and
// start-up code: how many were written to `out`, at most `max`.
usize callersOf(const Place &place, Span<Frame> stack, const Frame **out, usize max);

} // namespace refsan

#endif // REFSAN_REPORT_CALLERS_H
