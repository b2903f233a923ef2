//===- shapes.cpp - which findings are the same ---------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/shapes.h"

namespace refsan {
namespace {

// What tells uninstrumented allocations apart: the frames nearest to them.
constexpr u32 kFramesThatMatter = 4;

u64 hashSite(const refsan_site &site) {
  u64 hash = hashBytes(site.function, hashBytes(site.file));
  return hashCombine(hash, u64(site.line) << 32 | site.column);
}

} // namespace

u64 Shapes::hashContext(const Context &context) {
  const refsan_site *described = context.describedBy();
  u64 hash = hashBytes(described && described->type ? described->type->name : nullptr);
  if (const refsan_site *made = context.madeAt())
    return hashCombine(hash, hashSite(*made));
  for (u32 i = 0; i < context.frame_count && i < kFramesThatMatter; ++i)
    hash = hashCombine(hash, context.frames[i]);
  return hash;
}

void Shapes::create(const Graph &graph, const u32 *component_of) {
  graph_ = &graph;
  component_of_ = component_of;
  lanes_ = scratch::make<Lane>(graph.workers().count());
  contexts_.clear();
  for (const Context *context : graph.heap().contexts())
    scratch::push(contexts_, context ? hashContext(*context) : 2);
}

void Shapes::release() {
  contexts_.release();
  for (u32 i = 0; i < graph_->workers().count(); ++i)
    lanes_[i].distinct.release();
}

// Whether the field of an edge follows from what block it leaves and where in that.
bool Shapes::sameForAll(u32 from) const {
  const BlockKind &kind = graph_->kind(from);
  bool plain = kind.layout == Layout::One || isPlainArray(kind.layout) || kind.layout == Layout::BehindCounts;
  return graph_->kindsAreOfContexts() && (!kind.typed || (plain && kind.plan->fixed));
}

// Types and places of the ends, and the field.
inline u64 Shapes::ofEnds(u32 from, u32 edge, Lane &lane) const {
  const LeakedHeap &heap = graph_->heap();
  u32 to = graph_->target(edge), offset = graph_->offset(edge) + 1, from_order = heap.order(from),
      to_order = heap.order(to);
  KnownEdge &known = lane.edges[(offset / sizeof(uptr) ^ from_order ^ to_order * 8) % kKnownEdges];
  if (known.from == from_order && known.to == to_order && known.offset == offset && offset)
    return known.hash;
  Pointer pointer = pointerOf(*graph_, from, edge);
  u64 hash = hashCombine(ofBlock(from), ofBlock(to));
  auto hashField = [](const refsan_field &field) { return hashCombine(hashBytes(field.path), field.offset); };
  hash =
      hashCombine(hash, pointer.field ? lane.fields.of(pointer.field, hashField) : pointer.slot - heap.address(from));
  if (sameForAll(from))
    known = {from_order, to_order, offset, hash};
  return hash;
}

u64 Shapes::ofEdge(u32 from, u32 edge, Lane &lane) const {
  const LeakedHeap &heap = graph_->heap();
  u64 hash = ofEnds(from, edge, lane);
  u32 to = graph_->target(edge), offset = graph_->offset(edge);
  Taken taken[2];
  usize unmatched;
  u32 counted = graph_->countedBy(to);
  bool known = takenAt(*graph_, offset == kNone ? 0 : heap.address(from) + offset, to, &taken[0]);
  // With one retain outstanding it is clear which one is meant.
  if (!known && counted != kNone)
    known = heap.references().outstandingRetains(heap.address(counted), taken, 2, &unmatched) == 1;
  if (!known)
    return hash;
  return hashCombine(hash, taken[0].site ? lane.sites.of(taken[0].site, hashSite) : 3);
}

// A block by itself; private perhaps, but all there is. Without type and line its
// size tells more than the function it was made in.
u64 Shapes::ofSingle(u32 block) const {
  const Context *context = graph_->heap().context(block);
  const refsan_site *made = context ? context->madeAt() : nullptr;
  u64 hash = contexts_[graph_->heap().order(block)];
  if (const refsan_site *caller = context ? context->madeFor() : nullptr)
    hash = hashCombine(hash, hashSite(*caller));
  return made && !made->line && !graph_->kind(block).type ? hashCombine(hash, graph_->heap().bytes(block)) : hash;
}

// Calls f(part) for the block and its handles within the cause.
template <typename F> void Shapes::forEachPart(const Cause &cause, u32 block, Lane &lane, F f) const {
  constexpr u16 kOwnHandle = kOwns | kHandle;
  if (!graph_->kind(block).hidden)
    f(ofOrder(graph_->heap().order(block)));
  for (u32 edge = graph_->firstEdge(block), end = graph_->endEdge(block); edge < end; ++edge) {
    if ((graph_->bits(edge) & kOwnHandle) != kOwnHandle)
      continue;
    // Edges out of the cause differ from instance to instance: they only own.
    u32 to = graph_->target(edge);
    if (cause.blocks.size == 1 ? to == block : component_of_[to] == component_of_[block])
      f(ofEdge(block, edge, lane));
  }
}

void Shapes::collect(const Cause &cause, usize begin, usize end, Lane &lane) const {
  for (usize i = begin; i < end; ++i)
    forEachPart(cause, cause.blocks[i], lane, [&](u64 part) {
      u64 &newest = lane.newest_distinct[part % 64];
      if (newest != part)
        lane.distinct.insert(part ? part : 1, 1);
      newest = part;
    });
}

u64 Shapes::sumOfDistinct(u32 first_lane, u32 end_lane) {
  u64 sum = 0;
  for (u32 i = first_lane; i < end_lane; ++i)
    for (const auto &part : lanes_[i].distinct) {
      bool counted = false;
      for (u32 k = first_lane; k < i; ++k)
        counted |= lanes_[k].distinct.find(part.key) != nullptr;
      sum += counted ? 0 : mixBits(part.key);
    }
  for (u32 i = first_lane; i < end_lane; ++i) {
    failed_ |= lanes_[i].distinct.failed();
    lanes_[i].distinct.release();
    __builtin_memset(lanes_[i].newest_distinct, 0, sizeof lanes_[i].newest_distinct);
  }
  return sum;
}

u64 Shapes::ofMany(const Cause &cause, u32 worker) {
  if (!cause.isLarge()) {
    collect(cause, 0, cause.blocks.size, lanes_[worker]);
    return sumOfDistinct(worker, worker + 1);
  }
  const Workers &workers = graph_->workers();
  workers.forRanges(static_cast<u32>(cause.blocks.size),
                    [&](u32 begin, u32 end, u32 lane) { collect(cause, begin, end, lanes_[lane]); });
  return sumOfDistinct(0, workers.count());
}

u64 Shapes::of(const Cause &cause, u32 worker) {
  u64 sum = 0;
  if (cause.blocks.size > kMany) {
    sum = ofMany(cause, worker);
  } else {
    if (cause.blocks.size == 1)
      sum += mixBits(ofSingle(cause.blocks[0]));
    for (u32 block : cause.blocks)
      forEachPart(cause, block, lanes_[worker], [&](u64 part) { sum += mixBits(part); });
  }
  u64 hash = hashCombine(static_cast<u64>(cause.kind), sum);
  return hash ? hash : 1;
}

} // namespace refsan
