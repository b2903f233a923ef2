//===- keepers.cpp - what keeps a block alive -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/keepers.h"

#include "analysis/block_kinds.h"
#include "analysis/describe.h"
#include "analysis/words.h"

namespace refsan {

void Keepers::consider(uptr word, const Step &step) {
  uptr start = index_->startBefore(word);
  if (!start || !index_->isMarked(start) || steps_.find(start))
    return;
  if (word != start && !reaches(start, known_block_(start).size, word - start))
    return;
  scratch::slot(steps_, start, step);
  scratch::push(queue_, start);
}

void Keepers::scan(Range words, const Step &step) {
  readable_->forEach(words, [&](Range piece) {
    forEachWord(piece, [&](uptr slot, uptr word) { consider(word, {step.from, slot, step.root}); });
  });
}

void Keepers::drain() {
  for (; next_ < queue_.size(); ++next_) {
    Block block = known_block_(queue_[next_]);
    scan({block.address, block.address + block.size}, {block.address, 0, 0});
  }
}

void Keepers::search(const RootSet &roots, const BlockIndex &index, const Readable &readable,
                     Block (*known_block)(uptr)) {
  index_ = &index;
  readable_ = &readable;
  known_block_ = known_block;
  searchFrom(roots.sure());
  searchFrom(roots.doubtful());
}

void Keepers::searchFrom(const Vector<Root> &roots) {
  for (const Root &root : roots) {
    scratch::push(roots_, root);
    scan(root.words, {0, 0, static_cast<u32>(roots_.size() - 1)});
  }
  drain();
}

const Keepers::Step *Keepers::rootStep(uptr block) const {
  const Step *step = steps_.find(block);
  while (step && step->from)
    step = steps_.find(step->from);
  return step;
}

uptr Keepers::rootWord(uptr block) const {
  const Step *step = rootStep(block);
  return step ? step->slot : 0;
}

Holder Keepers::describe(uptr block, uptr slot) const {
  Block known = known_block_(block);
  Member member = describeContext(known.context, known.size);
  const char *field = known.context ? fieldAt(kindOf(*known.context), known.address, known.size, slot) : nullptr;
  return {member.type, member.made_at, field, slot - block};
}

bool Keepers::find(uptr block, const Names &names, Keeper *keeper) const {
  constexpr u64 kMostOfWay = 4;
  const Step *root = rootStep(block), *step = steps_.find(block);
  if (!root)
    return false;
  *keeper = describeRoot(roots_[root->root], root->slot, names);
  Vector<Holder> back, way; // without what reports show the other side of
  for (; step->from; step = steps_.find(step->from)) {
    const Context *context = known_block_(step->from).context;
    if (!context || !kindOf(*context).hidden)
      scratch::push(back, describe(step->from, step->slot));
  }
  keeper->way_total = back.size();
  while (!back.empty()) {
    Holder holder = back.pop();
    if (back.size() < kMostOfWay / 2 || way.size() < kMostOfWay / 2)
      scratch::push(way, holder);
  }
  keeper->way = scratch::keep(way);
  back.release();
  way.release();
  return true;
}

} // namespace refsan
