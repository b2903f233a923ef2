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

void Shapes::create(const Graph &graph) {
  graph_ = &graph;
  cause_of_.make(graph.size());
  contexts_.clear();
  for (const Context *context : graph.heap().contexts())
    scratch::push(contexts_, context ? hashContext(*context) : 2);
}

void Shapes::release() {
  contexts_.release();
  cause_of_.free();
  sites_.release();
  fields_.release();
  parts_.release();
}

u64 Shapes::ofSite(const refsan_site *site) {
  if (!site)
    return 3;
  if (site == last_site_)
    return last_hash_;
  bool created;
  u64 &hash = scratch::slot<uptr, u64>(sites_, reinterpret_cast<uptr>(site), 0, &created);
  if (created)
    hash = hashSite(*site);
  last_site_ = site;
  return last_hash_ = hash;
}

u64 Shapes::ofField(const refsan_field *field) {
  bool created;
  u64 &hash = scratch::slot<uptr, u64>(fields_, reinterpret_cast<uptr>(field), 0, &created);
  if (created)
    hash = hashCombine(hashBytes(field->path), field->offset);
  return hash;
}

u64 Shapes::ofEdge(u32 from, u32 edge, const Pointer &pointer) {
  u32 to = graph_->target(edge);
  u64 hash = hashCombine(ofBlock(from), ofBlock(to));
  usize offset = pointer.slot - graph_->heap().address(from);
  hash = hashCombine(hash, pointer.field ? ofField(pointer.field) : offset);
  if (!(graph_->bits(edge) & kHandle))
    return hash;
  Taken taken[2];
  usize unmatched;
  u32 counted = graph_->countedBy(to);
  if (takenAt(*graph_, pointer.slot, to, &taken[0]))
    return hashCombine(hash, ofSite(taken[0].site));
  // With one retain outstanding it is clear which one is meant.
  if (counted != kNone &&
      graph_->heap().references().outstandingRetains(graph_->heap().address(counted), taken, 2, &unmatched) == 1)
    return hashCombine(hash, ofSite(taken[0].site));
  return hash;
}

void Shapes::add(u64 part, bool large) {
  bool created = true;
  if (large)
    scratch::slot<u64, u8>(parts_, part ? part : 1, 1, &created);
  if (created)
    sum_ += mixBits(part);
}

// A block by itself; private perhaps, but all there is. Without type and line its
// size tells more than the function it was made in.
u64 Shapes::ofSingle(u32 block) const {
  const Context *context = graph_->heap().context(block);
  const refsan_site *made = context ? context->madeAt() : nullptr;
  u64 hash = contexts_[graph_->heap().order(block)];
  return made && !made->line && !graph_->kind(block).type ? hashCombine(hash, graph_->heap().bytes(block)) : hash;
}

u64 Shapes::of(const Cause &cause) {
  bool large = cause.blocks.size > kLarge;
  sum_ = 0;
  parts_.release();
  ++cause_;
  for (u32 block : cause.blocks)
    cause_of_[block] = cause_;
  if (cause.blocks.size == 1)
    add(ofSingle(cause.blocks[0]), false);
  for (u32 block : cause.blocks) {
    if (!graph_->kind(block).hidden)
      add(ofBlock(block), large);
    for (u32 edge = graph_->firstEdge(block); edge < graph_->firstEdge(block + 1); ++edge) {
      // Edges out of the cause differ from instance to instance: they only own.
      bool inside = cause_of_[graph_->target(edge)] == cause_;
      if (inside && owns(graph_->bits(edge)) && graph_->bits(edge) & kHandle)
        add(ofEdge(block, edge, pointerOf(*graph_, block, edge)), large);
    }
  }
  u64 hash = hashCombine(static_cast<u64>(cause.kind), sum_);
  return hash ? hash : 1;
}

} // namespace refsan
