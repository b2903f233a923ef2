//===- weak_holders.cpp - who keeps the memory of a dead object -----------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/weak_holders.h"

#include "analysis/describe.h"
#include "analysis/field_path.h"

namespace refsan {
namespace {

constexpr usize kMostHolders = 4, kMostPrivate = 6;

// A pointer that owns the private block; a block of kNone: nothing does.
PathStep ownerOf(const Graph &graph, u32 held) {
  for (u32 from = 0; from < graph.size(); ++from)
    for (u32 edge = graph.firstEdge(from); edge < graph.endEdge(from); ++edge)
      if (graph.target(edge) == held && from != held && owns(graph.bits(edge)))
        return {from, pointerOf(graph, from, edge)};
  return {kNone, {}};
}

Holder holderBy(const Graph &graph, const Names &names, PathStep last) {
  Vector<PathStep> back, way;
  scratch::push(back, last);
  while (graph.kind(back.back().block).hidden && back.size() < kMostPrivate) {
    PathStep owner = ownerOf(graph, back.back().block);
    if (owner.block == kNone)
      break;
    scratch::push(back, owner);
  }
  while (!back.empty())
    scratch::push(way, back.pop());
  u32 block = way[0].block;
  Member member = describeMember(graph, names, block);
  Holder holder = {member.type, member.made_at, fieldPath(graph, way),
                   way[0].pointer.slot - graph.heap().address(block)};
  back.release();
  way.release();
  return holder;
}

} // namespace

Span<Holder> weakHolders(const Graph &graph, const Names &names, u32 block) {
  Vector<Holder> found;
  for (u32 from = 0; from < graph.size() && found.size() < kMostHolders; ++from)
    for (u32 edge = graph.firstEdge(from); edge < graph.endEdge(from) && found.size() < kMostHolders; ++edge)
      if (graph.target(edge) == block && from != block && strengthOf(graph.bits(edge)) == Strength::Weak)
        scratch::push(found, holderBy(graph, names, {from, pointerOf(graph, from, edge)}));
  Span<Holder> kept = scratch::keep(found);
  found.release();
  return kept;
}

} // namespace refsan
