//===- describe.h - blocks and edges in the words of the report -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From what the analysis knows of a block, an edge or a place to report/model.h.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_DESCRIBE_H
#define REFSAN_ANALYSIS_DESCRIBE_H

#include "analysis/instance.h"
#include "analysis/names.h"
#include "report/model.h"

namespace refsan {

Place placeOfSite(const refsan_site *site);
// A stack of the report's that comes later.
struct StackToCome {
  TakenAt *of;
  const Context *context;
};
// The distinct places, in order.
Span<TakenAt> placesOf(Span<Taken> taken, Vector<StackToCome> &stacks);
// All but the stack, which comes later.
Member describeMember(const Graph &graph, const Names &names, u32 block);
// A block of which only its context is known.
Member describeContext(const Context *context, usize bytes);
Edge describeEdge(const Graph &graph, const InstanceEdge &edge, Vector<StackToCome> &stacks);

} // namespace refsan

#endif // REFSAN_ANALYSIS_DESCRIBE_H
