//===- leaked_heap.cpp - a frozen picture of what leaked ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/leaked_heap.h"

namespace refsan {

void LeakedHeap::create(BlockIndex &index, const Readable &readable, bool (*block_at)(uptr, Block *),
                        ReferenceSource references) {
  index_ = &index;
  readable_ = &readable;
  block_at_ = block_at;
  references_ = references;
  blocks_.free();
  blocks_.make(index.blocks());
  size_ = 0;
  contexts_.clear();
  total_bytes_ = 0;
  auto add = [](uptr start, u32 number, void *self) { static_cast<LeakedHeap *>(self)->add(start, number); };
  index.numberUnmarked(add, this);
  if (contexts_.empty())
    scratch::must(contexts_.resize(1));
}

void LeakedHeap::add(uptr start, u32 number) {
  REFSAN_CHECK(number == size_ && number < blocks_.size);
  Block block;
  if (!block_at_(start, &block))
    block = {start, 0, nullptr};
  u32 order = block.context ? block.context->order : 0;
  if (order >= contexts_.size())
    scratch::must(contexts_.resize(order + 1));
  contexts_[order] = block.context;
  LeakedBlock leaked = {};
  leaked.address = start;
  leaked.size = block.size;
  leaked.context_low = order & 0xffff;
  leaked.context_high = order >> 16;
  blocks_[size_++] = leaked;
  total_bytes_ += block.size;
}

} // namespace refsan
