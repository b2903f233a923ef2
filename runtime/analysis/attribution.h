//===- attribution.h - which line took a reference --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tells for each edge of an instance where its reference was taken: by the record
// of its slot; else by the object's outstanding retains that no other slot
// explains; else, where the reference an object was made with is enough for its
// count, by where the object was made. And which edge was taken last. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ATTRIBUTION_H
#define REFSAN_ANALYSIS_ATTRIBUTION_H

#include "analysis/instance.h"

namespace refsan {

// Fills `taken` and `closes` of the edges of a cause with these blocks.
void attribute(const Graph &graph, Span<u32> blocks, Instance &instance);

// The retains of the member that no slot in leaked memory explains, newest
// first: one of them may be the forgotten one.
Span<Taken> unexplainedRetains(const Graph &graph, const Instance &instance, u32 member);

} // namespace refsan

#endif // REFSAN_ANALYSIS_ATTRIBUTION_H
