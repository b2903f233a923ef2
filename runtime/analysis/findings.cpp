//===- findings.cpp - from causes to findings -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/findings.h"

#include "analysis/advice.h"
#include "analysis/attribution.h"
#include "analysis/describe.h"
#include "analysis/proof.h"
#include "analysis/sort.h"
#include "analysis/weak_holders.h"

namespace refsan {

void FindingsBuilder::create() {
  causes_.create(graph_);
  causes_.findCycles();
  Groups groups;
  groups.create(graph_, causes_.componentOf(), by_stack_);
  auto found = [](const Cause &cause, u32 worker, void *to) { return static_cast<Groups *>(to)->add(cause, worker); };
  auto owns = [](u32 added, u64 objects, u64 bytes, void *to) {
    static_cast<Groups *>(to)->addOwned(added, objects, bytes);
  };
  causes_.forEach({found, owns, &groups});
  groups.finish(groups_);
  for (Group &group : groups_) {
    group.start = startOf(group.first.blocks);
    cycles_ += group.first.kind == Class::Cycle ? group.times : 0;
  }
  const LeakedHeap &heap = graph_.heap();
  sort(groups_.data(), groups_.size(), [&](const Group &a, const Group &b) {
    if (a.first.kind != b.first.kind)
      return a.first.kind < b.first.kind;
    u64 a_bytes = a.bytes + a.owned_bytes, b_bytes = b.bytes + b.owned_bytes;
    if (a_bytes != b_bytes)
      return a_bytes > b_bytes;
    return heap.order(a.start) != heap.order(b.start) ? heap.order(a.start) < heap.order(b.start) : a.start < b.start;
  });
  Draft *drafts = scratch::make<Draft>(groups_.size());
  for (usize i = 0; i < groups_.size(); ++i)
    drafts[i] = draft(groups_[i]);
  drafts_ = {drafts, groups_.size()};
  groups_.release();
  causes_.release();
}

// Was a made before b? kNone: of b nothing is known.
bool FindingsBuilder::isBefore(u32 a, u32 b) const {
  const LeakedHeap &heap = graph_.heap();
  return b == kNone || heap.order(a) < heap.order(b) || (heap.order(a) == heap.order(b) && a < b);
}

// The member made first: where the cycle begins.
u32 FindingsBuilder::startOf(Span<u32> blocks) const {
  if (blocks.size == 1)
    return blocks[0];
  u32 starts[kMostBeside] = {kNone, kNone, kNone, kNone};
  graph_.workers().forRanges(static_cast<u32>(blocks.size), [&](u32 begin, u32 end, u32 worker) {
    u32 start = starts[worker];
    for (u32 i = begin; i < end; ++i)
      if (!graph_.kind(blocks[i]).hidden && isBefore(blocks[i], start))
        start = blocks[i];
    starts[worker] = start;
  });
  u32 start = kNone;
  for (u32 one : starts)
    start = one != kNone && isBefore(one, start) ? one : start;
  return start == kNone ? blocks[0] : start;
}

void FindingsBuilder::buildInstance(const Group &group, Instance &instance) const {
  const LeakedHeap &heap = graph_.heap();
  Span<u32> blocks = group.first.blocks;
  InstanceBuilder builder(graph_, causes_.componentOf(), group.first.objects);
  builder.build(blocks, group.start, max_members_, instance);
  attribute(graph_, blocks, instance);
  // Made at the same place, the first is the one the last reference came back to.
  for (const InstanceEdge &edge : instance.edges)
    if (u32 back_to = instance.members[edge.to]; edge.closes && instance.one_closes && back_to != group.start &&
                                                 heap.order(back_to) == heap.order(group.start)) {
      builder.build(blocks, back_to, max_members_, instance);
      attribute(graph_, blocks, instance);
      break;
    }
}

// Strong references that no leaked memory holds.
u64 FindingsBuilder::excess(u32 block) const {
  u32 counted = graph_.countedBy(block);
  return counted == kNone ? 0 : graph_.holders(counted).missing();
}

// Of the first member with references that were not found: the retains that no
// slot explains; without any, the reference it was made with.
void FindingsBuilder::describeForgotten(const Instance &instance, Finding &finding, Vector<StackToCome> &stacks) const {
  u32 member = 0;
  while (member < instance.members.size() && !excess(instance.members[member]))
    ++member;
  if (member == instance.members.size())
    return;
  u32 counted = graph_.countedBy(instance.members[member]);
  Holders holders = graph_.holders(counted);
  finding.counted = holders.counted;
  finding.found = holders.found();
  Span<Taken> retains = unexplainedRetains(graph_, instance, member);
  const Context *context = graph_.heap().context(counted);
  Taken made = {context ? context->madeAt() : nullptr, 0, nullptr};
  // What a library makes begins with a reference, and what it gives up is not told: one of a container's, say.
  bool also_made =
      graph_.kind(counted).foreign && graph_.heap().references().mayHoldMade(graph_.heap().address(counted));
  Taken *all = scratch::make<Taken>(retains.size + 1);
  for (usize i = 0; i < retains.size; ++i)
    all[i] = retains[i];
  all[retains.size] = made;
  finding.candidates = placesOf({all, retains.size + (also_made || !retains.size)}, stacks);
}

Draft FindingsBuilder::draft(const Group &group) {
  constexpr usize kMostWeakOnly = 16; // each takes a look at all edges
  Instance instance;
  if (group.first.blocks.size > 1 || group.first.kind == Class::Cycle)
    buildInstance(group, instance);
  else
    scratch::push(instance.members, group.first.blocks[0]);
  Draft draft;
  draft.shape = group.shape;
  Finding &finding = draft.finding;
  finding.kind = group.first.kind;
  finding.proof = proofOf(graph_, causes_.componentOf(), group.first);
  finding.times = group.times;
  finding.objects = group.objects;
  finding.bytes = group.bytes;
  finding.owned_objects = group.owned_objects;
  finding.owned_bytes = group.owned_bytes;
  finding.members_total = group.first.objects;

  Member *members = scratch::make<Member>(instance.members.size());
  const Context **contexts = scratch::make<const Context *>(instance.members.size());
  for (usize i = 0; i < instance.members.size(); ++i) {
    members[i] = describeMember(graph_, names_, instance.members[i]);
    contexts[i] = graph_.heap().context(instance.members[i]);
    const refsan_site *site = contexts[i] ? contexts[i]->madeAt() : nullptr;
    draft.uninstrumented |= site && !site->line;
  }
  draft.members = members;
  finding.members = {members, instance.members.size()};
  draft.contexts = {contexts, instance.members.size()};
  Vector<StackToCome> stacks;
  Edge *edges = scratch::make<Edge>(instance.edges.size());
  for (usize i = 0; i < instance.edges.size(); ++i)
    edges[i] = describeEdge(graph_, instance.edges[i], stacks);
  finding.edges = {edges, instance.edges.size()};
  if (finding.kind == Class::Cycle) {
    finding.advice = adviseOn(graph_, group.first.blocks, instance);
    finding.advice.frees_objects = finding.advice.known ? group.objects + group.owned_objects : 0;
    finding.advice.frees_bytes = finding.advice.known ? group.bytes + group.owned_bytes : 0;
  }
  if (finding.kind == Class::Cycle && finding.proof == Proof::Likely)
    finding.doubt = doubtOf(graph_, instance, finding.members);
  if (finding.kind == Class::WeakOnly && weak_only_++ < kMostWeakOnly)
    finding.holders = weakHolders(graph_, names_, graph_.countedBy(group.first.blocks[0]));
  if (finding.kind == Class::Forgotten)
    describeForgotten(instance, finding, stacks);
  draft.stacks = scratch::keep(stacks);
  stacks.release();
  instance.release();
  return draft;
}

} // namespace refsan
