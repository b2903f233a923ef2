//===- groups.cpp - causes that are alike ---------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/groups.h"

namespace refsan {

void Groups::create(const Graph &graph, const u32 *component_of, bool by_stack) {
  workers_ = graph.workers().count();
  by_stack_ = by_stack;
  shapes_.create(graph, component_of);
  lanes_ = scratch::make<Lane>(workers_);
  for (u32 i = 0; i < workers_ && by_stack; ++i)
    lanes_[i].stack_sets.create(graph.heap());
}

u32 Groups::groupOf(Lane &lane, u64 key, const Cause &cause, u64 shape) {
  if (key == lane.last_key)
    return lane.last_group;
  bool created;
  u32 *group = lane.group_of.insert(key, static_cast<u32>(lane.groups.size()), &created);
  if (created) {
    Group fresh;
    fresh.first = cause;
    fresh.shape = shape;
    group = lane.groups.push(fresh) && lane.keys.push(key) ? group : nullptr;
  }
  if (!group) {
    lane.failed = true;
    return 0;
  }
  lane.last_key = key;
  return lane.last_group = *group;
}

u32 Groups::add(const Cause &cause, u32 worker) {
  Lane &lane = lanes_[worker];
  u64 shape = shapes_.of(cause, worker), key = by_stack_ ? hashCombine(shape, lane.stack_sets.of(cause)) : shape;
  u32 index = groupOf(lane, key ? key : 1, cause, shape);
  if (lane.failed)
    return 0;
  merge(lane.groups[index],
        {cause, shape, kNone, 1, cause.objects, cause.bytes, cause.owned_objects, cause.owned_bytes});
  return index * kMostBeside + worker;
}

void Groups::addOwned(u32 added, u64 objects, u64 bytes) {
  Lane &lane = lanes_[added % kMostBeside];
  if (lane.failed)
    return;
  Group &group = lane.groups[added / kMostBeside];
  group.owned_objects += objects;
  group.owned_bytes += bytes;
}

void Groups::merge(Group &into, const Group &from) {
  if (from.first.number < into.first.number)
    into.first = from.first;
  into.times += from.times;
  into.objects += from.objects;
  into.bytes += from.bytes;
  into.owned_objects += from.owned_objects;
  into.owned_bytes += from.owned_bytes;
}

void Groups::finish(Vector<Group> &out) {
  Lane &all = lanes_[0];
  scratch::must(!all.failed && !shapes_.failed());
  for (u32 i = 1; i < workers_; ++i) {
    Lane &lane = lanes_[i];
    scratch::must(!lane.failed);
    for (usize k = 0; k < lane.groups.size(); ++k) {
      bool created;
      u32 &index = scratch::slot(all.group_of, lane.keys[k], static_cast<u32>(all.groups.size()), &created);
      if (created)
        scratch::push(all.groups, lane.groups[k]);
      else
        merge(all.groups[index], lane.groups[k]);
    }
  }
  scratch::must(out.append(all.groups.data(), all.groups.size()));
  shapes_.release();
  for (u32 i = 0; i < workers_; ++i) {
    lanes_[i].group_of.release();
    lanes_[i].groups.release();
    lanes_[i].keys.release();
    lanes_[i].stack_sets.release();
  }
}

} // namespace refsan
