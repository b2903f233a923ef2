//===- weak_holders.h - who keeps the memory of a dead object ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The leaked objects whose weak references point to a block: were one of them
// alive, the block would not have leaked. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_WEAK_HOLDERS_H
#define REFSAN_ANALYSIS_WEAK_HOLDERS_H

#include "analysis/graph.h"
#include "analysis/names.h"
#include "report/model.h"

namespace refsan {

// A few of them. Reads all edges.
Span<Holder> weakHolders(const Graph &graph, const Names &names, u32 block);

} // namespace refsan

#endif // REFSAN_ANALYSIS_WEAK_HOLDERS_H
