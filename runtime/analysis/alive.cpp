//===- alive.cpp - what is alive at exit ----------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/alive.h"

#include "analysis/describe.h"
#include "analysis/sort.h"

namespace refsan {

void AliveBlocks::add(const Block &block) {
  if (!index_->isMarked(block.address) || (scope_ && (!block.context || block.context->scope != scope_)))
    return;
  bool created;
  u64 shape = block.context ? Shapes::hashContext(*block.context) : 0;
  u32 &index =
      scratch::slot<u64, u32>(group_of_, shape + 1 ? shape + 1 : 1, static_cast<u32>(groups_.size()), &created);
  if (created)
    scratch::push(groups_, {block.context, block.size, 0, 0, {}});
  groups_[index].objects += 1;
  groups_[index].bytes += block.size;
  noteKeeper(groups_[index], block.address);
}

void AliveBlocks::noteKeeper(Group &group, uptr block) const {
  uptr word = keepers_->rootWord(block);
  for (uptr &kept : group.kept) {
    if (!kept)
      kept = block;
    if (keepers_->rootWord(kept) == word)
      return;
  }
}

static Span<Keeper> keepersOf(Span<uptr> blocks, const Keepers &keepers, const Names &names) {
  Keeper *kept = scratch::make<Keeper>(blocks.size);
  usize count = 0;
  for (uptr block : blocks)
    if (block && keepers.find(block, names, &kept[count]))
      ++count;
  return {kept, count};
}

void AliveBlocks::collect(const BlockIndex &index, u16 scope, const Keepers &keepers, const Names &names) {
  index_ = &index;
  keepers_ = &keepers;
  scope_ = scope;
  forEachBlock([](const Block &block, void *self) { static_cast<AliveBlocks *>(self)->add(block); }, this);
  sort(groups_.data(), groups_.size(), [](const Group &a, const Group &b) {
    if (a.bytes != b.bytes)
      return a.bytes > b.bytes;
    u32 a_order = a.context ? a.context->order : 0, b_order = b.context ? b.context->order : 0;
    return a_order < b_order;
  });
  Draft *drafts = scratch::make<Draft>(groups_.size());
  for (usize i = 0; i < groups_.size(); ++i) {
    const Group &group = groups_[i];
    Member *member = scratch::make<Member>();
    *member = describeContext(group.context, group.first_size);
    const Context **context = scratch::make<const Context *>();
    *context = group.context;
    Finding finding;
    finding.kind = scope_ ? Class::Outlives : Class::Reachable;
    finding.proof = group.context && group.context->describedBy() ? Proof::Likely : Proof::Conservative;
    finding.times = finding.objects = group.objects;
    finding.bytes = group.bytes;
    finding.members = {member, 1};
    finding.members_total = 1;
    finding.keepers = keepersOf({group.kept, kMostKeepers}, keepers, names);
    drafts[i] = {finding, member, {context, 1}, {}, false, 0};
  }
  drafts_ = {drafts, groups_.size()};
  group_of_.release();
  groups_.release();
}

} // namespace refsan
