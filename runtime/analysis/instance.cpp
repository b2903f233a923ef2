//===- instance.cpp - one finding's objects and edges ---------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/instance.h"

#include "analysis/field_path.h"

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

// A member that holds the block, through private ones; kNone: none, or far away.
u32 InstanceBuilder::holderOf(Span<u32> blocks, u32 held) const {
  for (u32 step = 0; step < 6; ++step) {
    u32 holder = kNone;
    for (usize i = blocks.size; i-- > 0 && holder == kNone;)
      for (u32 edge = graph_.firstEdge(blocks[i]); edge < graph_.endEdge(blocks[i]); ++edge)
        if (owns(graph_.bits(edge)) && graph_.target(edge) == held && blocks[i] != held)
          holder = blocks[i];
    if (holder == kNone || !graph_.kind(holder).hidden)
      return holder;
    held = holder;
  }
  return kNone;
}

// A ring that is not shown whole ends with the member that closes it.
void InstanceBuilder::endWithHolder(Span<u32> blocks, Instance &out) {
  u32 holder = out.members.size() > 1 ? holderOf(blocks, out.members[0]) : kNone;
  if (holder == kNone || memberAt(holder) != kNone)
    return;
  place_.erase(out.members.back() + 1);
  scratch::slot<u32, u32>(place_, holder + 1, static_cast<u32>(out.members.size()) - 1);
  out.members.back() = holder;
}

void InstanceBuilder::build(Span<u32> blocks, u32 start, usize limit, Instance &out) {
  out.members.clear();
  out.edges.clear();
  place_.release();
  order(start, limit, out);
  out.whole = out.members.size() == members_;
  out.one_closes = true;
  if (!out.whole)
    endWithHolder(blocks, out);
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
    edge.stored |= step.previous != kNone && graph_.kind(step.block).stored;
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

const char *InstanceBuilder::pathOf(u32 last_step) const {
  Vector<u32> back;
  for (u32 i = last_step; i != kNone; i = steps_[i].previous)
    scratch::push(back, i);
  Vector<PathStep> way;
  while (!back.empty()) {
    const Step &step = steps_[back.pop()];
    scratch::push(way, PathStep{step.block, step.pointer});
  }
  const char *path = fieldPath(graph_, way);
  back.release();
  way.release();
  return path;
}

} // namespace refsan
