//===- leaked_heap.h - a frozen picture of what leaked ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The input of everything after marking: the blocks that no root reaches, by
// number 0 .. size-1 in address order, their contents where they lie, and what
// was recorded about them. The algorithms on it are pure; tests make their own.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_LEAKED_HEAP_H
#define REFSAN_ANALYSIS_LEAKED_HEAP_H

#include "analysis/block_index.h"
#include "analysis/readable.h"
#include "analysis/words.h"
#include "analysis/workers.h"
#include "record/blocks.h"
#include "record/references.h"

namespace refsan {

struct LeakedBlock {
  u64 address : 48;
  u64 size_high : 16;
  u32 size_low;
  u32 order; // of its context
  usize size() const { return usize(size_high) << 32 | size_low; }
};

// What the records say about references and contexts; the recorder's functions, or a fake's.
struct ReferenceSource {
  bool (*takenBySlot)(uptr slot, uptr object, Taken *out);
  usize (*outstandingRetains)(uptr object, Taken *out, usize max, usize *unmatched);
  u32 (*newestContext)(); // the highest order there is
  bool (*mayHoldMade)(uptr object);
};

// What a block holds by a pointer that lies elsewhere.
struct Attached {
  uptr holder; // its start
  uptr slot;
  uptr value; // of the pointer
};
// Of all, sorted by holder, those of one.
Span<const Attached> attachedTo(Span<const Attached> all, uptr holder);

class LeakedHeap {
public:
  // Before create(): sorted by holder; of those that leaked they are pointers, too.
  void attach(Span<const Attached> attached) { attached_ = attached; }
  // Takes over the index after marking; `known_block` as in record/blocks.h.
  void create(BlockIndex &index, const Readable &readable, Block (*known_block)(uptr), ReferenceSource references,
              const Workers &workers = {});

  u32 size() const { return size_; }
  uptr address(u32 n) const { return blocks_[n].address; }
  usize bytes(u32 n) const { return blocks_[n].size(); }
  Range range(u32 n) const { return {address(n), address(n) + bytes(n)}; }
  // Order of the block's context, 0 if it has none.
  u32 order(u32 n) const { return blocks_[n].order; }
  const Context *context(u32 n) const { return contexts_[order(n)]; }
  // Contexts by their order; gaps and 0 are null.
  Span<const Context *const> contexts() const { return {contexts_.data, context_count_}; }
  u64 totalBytes() const { return total_bytes_; }

  // The leaked block that p points into (one past its end is outside), kNone: none.
  u32 find(uptr p) const {
    uptr start;
    return find(p, &start);
  }
  // And where it starts.
  u32 find(uptr p, uptr *start) const {
    *start = 0;
    u32 n = index_->unmarkedBefore(p, start);
    return p == *start || n == kNone || reaches(*start, bytes(n), p - *start) ? n : kNone;
  }
  Span<const Attached> attached() const { return attached_; }
  Span<const Attached> attachedTo(u32 n) const { return refsan::attachedTo(attached_, address(n)); }
  bool readable(Range range) const { return readable_->all(range); }
  const ReferenceSource &references() const { return references_; }

private:
  struct Sums {
    u64 bytes = 0;
    u32 most_order = 0;
  };
  void add(uptr start, u32 number, Sums &sums);

  BlockIndex *index_ = nullptr;
  const Readable *readable_ = nullptr;
  Block (*known_block_)(uptr) = nullptr;
  ReferenceSource references_ = {};
  Span<const Attached> attached_;
  scratch::Array<LeakedBlock> blocks_;
  u32 size_ = 0;
  scratch::Array<const Context *> contexts_; // with room for all there are
  usize context_count_ = 1;
  u64 total_bytes_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_LEAKED_HEAP_H
