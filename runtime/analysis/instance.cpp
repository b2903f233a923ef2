//===- instance.cpp - one finding's objects and edges ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/instance.h"

#include "base/format.h"

namespace refsan {

InstanceBuilder::~InstanceBuilder() {
  place_.release();
  steps_.release();
  passed_.release();
}

void InstanceBuilder::stepFrom(u32 block, u32 previous) {
  forEachEdgeSlot(graph_, block, [&](u32 edge, const Pointer &pointer) {
    if (owns(graph_.bits(edge)) && component_of_[graph_.target(edge)] == component_of_[block])
      scratch::push(steps_, {block, previous, edge, pointer});
  });
}

// Calls f(index of the last step) for each way from the member to a member,
// nearest first.
template <typename F> void InstanceBuilder::forEachWay(u32 member, F f) {
  steps_.clear();
  bool any_passed = false;
  stepFrom(member, kNone);
  for (u32 i = 0; i < steps_.size(); ++i) {
    u32 to = graph_.target(steps_[i].edge);
    if (!graph_.kind(to).hidden) {
      f(i);
      continue;
    }
    bool created;
    scratch::slot<u32, u8>(passed_, to + 1, 1, &created);
    any_passed = true;
    if (created)
      stepFrom(to, i);
  }
  if (any_passed)
    passed_.release();
}

// Members are numbered as a walk from the start first meets them, each member's
// fields in their order: a ring comes out in its own order.
void InstanceBuilder::order(u32 start, usize limit, Instance &out) {
  Vector<u32> to_visit;
  Vector<u32> found;
  scratch::push(to_visit, start);
  while (!to_visit.empty() && out.members.size() < limit) {
    u32 member = to_visit.pop();
    bool created;
    scratch::slot<u32, u32>(place_, member + 1, static_cast<u32>(out.members.size()), &created);
    if (!created)
      continue;
    scratch::push(out.members, member);
    found.clear();
    forEachWay(member, [&](u32 last) {
      u32 to = graph_.target(steps_[last].edge);
      if (memberAt(to) == kNone)
        scratch::push(found, to);
    });
    while (!found.empty())
      scratch::push(to_visit, found.pop());
  }
  to_visit.release();
  found.release();
}

void InstanceBuilder::build(u32 start, usize limit, Instance &out) {
  out.members.clear();
  out.edges.clear();
  place_.release();
  order(start, limit, out);
  out.whole = out.members.size() == members_;
  for (u32 member : out.members)
    forEachWay(member, [&](u32 last) {
      if (memberAt(graph_.target(steps_[last].edge)) != kNone)
        scratch::push(out.edges, edgeOf(last));
    });
}

InstanceEdge InstanceBuilder::edgeOf(u32 last_step) const {
  InstanceEdge edge;
  edge.to = memberAt(graph_.target(steps_[last_step].edge));
  edge.field = pathOf(last_step);
  bool meaning_found = false;
  for (u32 i = last_step; i != kNone; i = steps_[i].previous) {
    const Step &step = steps_[i];
    u16 bits = graph_.bits(step.edge);
    edge.guessed |= (bits & kGuessed) != 0;
    if (edge.handle == kNone && bits & kHandle) {
      edge.handle = step.edge;
      edge.pointee = graph_.target(step.edge);
    }
    // A control block holds its object for its handles: theirs is the meaning.
    bool from_control = graph_.kind(step.block).hidden && graph_.kind(step.block).protocol != Protocol::None;
    if (!meaning_found && !from_control) {
      edge.strength = strengthOf(bits);
      edge.slot = step.pointer.slot;
      meaning_found = true;
    }
    edge.from = memberAt(step.block);
    edge.offset = step.pointer.slot - graph_.heap().address(step.block);
  }
  return edge;
}

// A container's node has a link to the next one; where it stands among the nodes
// is not known.
static bool isNode(const refsan_type &type) {
  for (u32 i = 0; i < type.field_count; ++i) {
    const refsan_field &field = type.fields[i];
    if (static_cast<Strength>(field.strength) == Strength::Storage &&
        static_cast<Layout>(field.layout) == Layout::One && (!field.path || !*field.path))
      return true;
  }
  return false;
}

// A hash table's element is a pair of key and value, which are no fields of the user's.
static const char *withoutPair(const char *path) {
  if (!path || (path[0] != '0' && path[0] != '1') || (path[1] && path[1] != '.'))
    return path;
  return path + (path[1] ? 2 : 1);
}

// "children[2].target": the member's own field, then what the private blocks add.
const char *InstanceBuilder::pathOf(u32 last_step) const {
  Vector<u32> way;
  for (u32 i = last_step; i != kNone; i = steps_[i].previous)
    scratch::push(way, i);
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  bool known = steps_[way.back()].pointer.field != nullptr;
  for (usize i = way.size(); known && i-- > 0;) {
    const Step &step = steps_[way[i]];
    const BlockKind &kind = graph_.kind(step.block);
    const char *path = step.pointer.field ? step.pointer.field->path : nullptr;
    bool inner = step.previous != kNone;
    bool indexed = kind.typed && (kind.layout == Layout::Many || kind.layout == Layout::Cookie) && !isNode(*kind.type);
    if (inner && kind.protocol == Protocol::None) {
      if (indexed)
        text.character('[').decimal(step.pointer.element).character(']');
      else if (!endsWith(text.view(), "[…]"))
        text.text("[…]");
    }
    if (kind.typed && kind.layout == Layout::Buckets)
      path = withoutPair(path);
    if (path && *path)
      text.text(inner && text.size() ? "." : "").text(path);
  }
  way.release();
  return text.size() ? scratch::copy(text.view()) : nullptr;
}

} // namespace refsan
