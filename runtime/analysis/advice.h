//===- advice.h - how to break a cycle --------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which references of a cycle are best made weak: few, and those that point back
// (to the holder by their name, from a younger object to an older one, taken
// last). Proved by simulation on the counts. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ADVICE_H
#define REFSAN_ANALYSIS_ADVICE_H

#include "analysis/instance.h"
#include "report/model.h"

namespace refsan {

// Edges of the instance whose loss frees all of `blocks`, the cause it shows;
// empty and known = false if there are none or the simulation does not agree.
// What it frees is left to the caller.
Advice adviseOn(const Graph &graph, Span<u32> blocks, const Instance &instance);

} // namespace refsan

#endif // REFSAN_ANALYSIS_ADVICE_H
