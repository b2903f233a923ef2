//===- proof.cpp - how sure a cause is ------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/proof.h"

namespace refsan {
namespace proofs {

static Proof ofLost(const Graph &graph, u32 head) {
  u32 counted = graph.countedBy(head);
  if (counted != kNone)
    return graph.holders(counted).assumed ? Proof::Likely : Proof::Proved;
  return graph.kind(head).type ? Proof::Likely : Proof::Conservative;
}

static bool isLikely(const Graph &graph, const u32 *component_of, const Cause &cause, usize begin, usize end) {
  for (usize i = begin; i < end; ++i) {
    u32 block = cause.blocks[i], counted = graph.countedBy(block);
    if (counted != kNone) {
      Holders holders = graph.holders(counted);
      bool more_counted = holders.counted > holders.strong && cause.kind != Class::Forgotten;
      if (holders.assumed || more_counted || holders.counted < holders.strong)
        return true;
    }
    // What the cycle owns beside itself does not matter to it.
    for (u32 edge = graph.firstEdge(block); edge < graph.endEdge(block); ++edge)
      if (graph.bits(edge) & kGuessed && component_of[graph.target(edge)] == component_of[block])
        return true;
  }
  return false;
}

} // namespace proofs

Proof proofOf(const Graph &graph, const u32 *component_of, const Cause &cause) {
  if (cause.blocks.size == 1 && cause.kind != Class::Cycle)
    return proofs::ofLost(graph, cause.blocks[0]);
  bool likely = false;
  graph.workers().forRanges(static_cast<u32>(cause.blocks.size), [&](u32 begin, u32 end, u32) {
    if (!__atomic_load_n(&likely, __ATOMIC_RELAXED) && proofs::isLikely(graph, component_of, cause, begin, end))
      __atomic_store_n(&likely, true, __ATOMIC_RELAXED);
  });
  return likely ? Proof::Likely : Proof::Proved;
}

Doubt doubtOf(const Graph &graph, const Instance &instance, Span<Member> members) {
  Doubt doubt;
  for (const InstanceEdge &edge : instance.edges)
    if (edge.guessed && edge.field) {
      doubt.field = edge.field;
      return doubt;
    }
  for (usize i = 0; i < instance.members.size(); ++i) {
    u32 counted = graph.countedBy(instance.members[i]);
    if (counted == kNone)
      continue;
    Holders holders = graph.holders(counted);
    if (holders.assumed || holders.counted == holders.strong)
      continue;
    doubt.type = members[i].short_type;
    doubt.counted = holders.counted;
    doubt.found = holders.strong;
    return doubt;
  }
  return doubt;
}

} // namespace refsan
