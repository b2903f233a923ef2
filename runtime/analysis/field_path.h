//===- field_path.h - by which field an object holds another ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// "children[2].target": the member's own field, then what the private blocks on
// the way to the other object add: the index in a buffer, "[…]" for a node, the
// name inside of an element. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_FIELD_PATH_H
#define REFSAN_ANALYSIS_FIELD_PATH_H

#include "analysis/graph.h"

namespace refsan {

// A pointer on the way from the member (the first) through private blocks.
struct PathStep {
  u32 block; // that holds the pointer
  Pointer pointer;
};

// Null: the member's field is not known.
const char *fieldPath(const Graph &graph, const Vector<PathStep> &way);

} // namespace refsan

#endif // REFSAN_ANALYSIS_FIELD_PATH_H
