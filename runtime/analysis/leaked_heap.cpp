//===- leaked_heap.cpp - a frozen picture of what leaked ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/leaked_heap.h"

#include "base/search.h"

namespace refsan {

void LeakedHeap::create(BlockIndex &index, const Readable &readable, Block (*known_block)(uptr),
                        ReferenceSource references, const Workers &workers) {
  index_ = &index;
  readable_ = &readable;
  known_block_ = known_block;
  references_ = references;
  size_ = index.numberUnmarked();
  total_bytes_ = 0;
  context_count_ = 1;
  blocks_.free();
  contexts_.free();
  if (!size_)
    return;
  blocks_.makeToFill(size_);
  contexts_.make(references.newestContext() + 1);
  Sums sums[kMostBeside];
  workers.forEach(index.pieces(), [&](u32 piece, u32 worker) {
    Sums own = sums[worker]; // not in a line that others write
    index.forEachUnmarked(piece, [&](uptr start, u32 number) { add(start, number, own); });
    sums[worker] = own;
  });
  for (const Sums &part : sums) {
    total_bytes_ += part.bytes;
    context_count_ = part.most_order >= context_count_ ? part.most_order + 1 : context_count_;
  }
}

Span<const Attached> attachedTo(Span<const Attached> all, uptr holder) {
  usize first = firstWhere(all.size, [&](usize i) { return all[i].holder >= holder; });
  usize count = 0;
  while (first + count < all.size && all[first + count].holder == holder)
    ++count;
  return {all.data + first, count};
}

void LeakedHeap::add(uptr start, u32 number, Sums &sums) {
  Block block = known_block_(start);
  bool is_known = block.context && block.context->order < contexts_.size; // some is left out where memory is short
  u32 order = is_known ? block.context->order : 0;
  if (is_known && __atomic_load_n(&contexts_[order], __ATOMIC_RELAXED) != block.context)
    __atomic_store_n(&contexts_[order], block.context, __ATOMIC_RELAXED);
  LeakedBlock leaked = {};
  leaked.address = start;
  leaked.size_low = static_cast<u32>(block.size);
  leaked.size_high = block.size >> 32;
  leaked.order = order;
  blocks_[number] = leaked;
  sums.bytes += block.size;
  sums.most_order = order > sums.most_order ? order : sums.most_order;
}

} // namespace refsan
