//===- describe.cpp - blocks and edges in the words of the report ---------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/describe.h"

#include "analysis/operation_name.h"
#include "record/contexts.h"

namespace refsan {

Place placeOfSite(const refsan_site *site) {
  return site ? Place{site->file, site->function, site->line, site->column} : Place{};
}

namespace describing {

// "Node[3]" for arrays, but for a single object just its name. A container's
// storage says "Node[]" by itself, malloc'ed blocks are arrays of one mostly.
static const char *typeName(const refsan_type &type, Layout layout, u64 elements) {
  bool array = isPlainArray(layout) || layout == Layout::Cookie || isCountedArray(layout);
  if (!array || !elements)
    return type.name;
  StringView name = type.name;
  bool storage = endsWith(name, "[]");
  if (storage)
    name = name.from(0, name.size - 2);
  else if (layout == Layout::Many && elements == 1)
    return type.name;
  char buffer[1024];
  TextBuilder text(buffer, sizeof buffer);
  text.text(name).character('[').decimal(elements).character(']');
  return scratch::copy(text.view());
}

static const char *shortName(const char *name) { return name ? scratch::copy(lastComponent(name)) : nullptr; }

static const char *operationName(const Taken &taken, Protocol protocol) {
  const refsan_site *site = taken.operation ? taken.operation : taken.site;
  if (!site || !site->function)
    return nullptr;
  // In Rust the pass follows the results of clone() to where they are stored,
  // and records the user's call.
  if (!(site->flags & REFSAN_SITE_LIBRARY)) {
    bool call = static_cast<Op>(site->op) == Op::Call && taken.sequence > 0;
    return call && protocol == Protocol::RustRc    ? "Rc::clone"
           : call && protocol == Protocol::RustArc ? "Arc::clone"
                                                   : nullptr;
  }
  char buffer[256];
  TextBuilder text(buffer, sizeof buffer);
  shortenOperation(site->function, text);
  return text.size() ? scratch::copy(text.view()) : nullptr;
}

} // namespace describing

Span<TakenAt> placesOf(Span<Taken> taken, Vector<StackToCome> &stacks) {
  TakenAt *places = scratch::make<TakenAt>(taken.size);
  u32 *contexts = scratch::make<u32>(taken.size);
  usize count = 0;
  for (const Taken &one : taken) {
    Place place = placeOfSite(one.site);
    bool repeated = !place;
    for (usize i = 0; i < count; ++i)
      repeated |= places[i] == place && contexts[i] == one.stack;
    if (repeated)
      continue;
    contexts[count] = one.stack;
    places[count] = {place, {}};
    if (const Context *context = one.stack ? contextOf(one.stack) : nullptr)
      scratch::push(stacks, {&places[count], context});
    ++count;
  }
  return {places, count};
}

Member describeContext(const Context *context, usize bytes) {
  Member member;
  member.bytes = bytes;
  if (!context)
    return member;
  member.made_at = placeOfSite(context->madeAt());
  const refsan_site *site = context->describedBy();
  if (site && site->type) {
    member.type = describing::typeName(*site->type, static_cast<Layout>(site->layout),
                                       site->type->size ? bytes / site->type->size : 0);
    member.short_type = site->type->short_name;
  }
  return member;
}

Member describeMember(const Graph &graph, const Names &names, u32 block) {
  const LeakedHeap &heap = graph.heap();
  Member member = describeContext(heap.context(block), heap.bytes(block));
  const BlockKind &kind = graph.kind(block);
  if (isCountedArray(kind.layout) && kind.typed && heap.readable(heap.range(block)))
    member.type =
        describing::typeName(*kind.type, kind.layout, elementsOf(kind, heap.address(block), heap.bytes(block)).count);
  if (!member.type && heap.bytes(block) >= 8 && heap.readable(heap.range(block))) {
    member.type = names.classOfTable(wordAt(heap.address(block)));
    member.short_type = describing::shortName(member.type);
  }
  u32 counted = graph.countedBy(block);
  if (counted != kNone) {
    Counts counts = graph.counts(counted);
    member.counted = true;
    member.strong = counts.strong;
    member.weak = *weakName(graph.kind(counted).protocol) ? counts.weak : kNoWeakCount;
  }
  return member;
}

Edge describeEdge(const Graph &graph, const InstanceEdge &edge, Vector<StackToCome> &stacks) {
  Edge described;
  described.from = edge.from;
  described.to = edge.to;
  described.field = edge.field;
  described.offset = edge.offset;
  described.strength = edge.strength;
  Taken both[2];
  Span<Taken> taken = edge.taken;
  if (taken.size == 1 && taken[0].moved) {
    both[0] = taken[0];
    both[1].site = taken[0].moved;
    taken = {both, 2};
  }
  described.taken_at = placesOf(taken, stacks);
  described.moved = taken.data == both && described.taken_at.size == 2;
  if (u32 counted = edge.pointee == kNone ? kNone : graph.countedBy(edge.pointee); counted != kNone)
    described.weak_type = weakName(graph.kind(counted).protocol);
  if (edge.taken.size && edge.pointee != kNone)
    described.taken_by = describing::operationName(edge.taken[0], graph.kind(edge.pointee).protocol);
  described.closes_cycle = edge.closes;
  described.stored = edge.stored;
  return described;
}

} // namespace refsan
