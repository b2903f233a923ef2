//===- mark.h - what the roots reach ----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Conservative marking: every word that points into a block keeps it,
// wherever inside. Explicit work stacks, no recursion; blocks are fetched ahead
// while others are scanned. Each worker has a stack of its own, and gives of it
// to those that have nothing to do.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_MARK_H
#define REFSAN_ANALYSIS_MARK_H

#include "analysis/block_index.h"
#include "analysis/readable.h"
#include "analysis/workers.h"
#include "base/ints.h"

namespace refsan {

class Marker {
public:
  // `size_of(start)` tells the bytes of the block that starts there.
  Marker(BlockIndex &index, const Readable &readable, usize (*size_of)(uptr start), const Workers &workers = {});
  ~Marker();
  // A root: what its words point into is reachable. Unreadable pieces are
  // skipped; marking happens in finish().
  void addRoot(Range range);
  // A root of one word. Returns the block that is reachable since; 0: none.
  uptr addWord(uptr word);
  // Marks all that is reachable from what was added.
  void finish();

private:
  static constexpr usize kAhead = 8;        // blocks between their prefetch and their scan
  static constexpr usize kPiece = 4096;     // bytes of a large block scanned before others get their turn
  static constexpr usize kLarge = 64 << 10; // a block may have pages that were never touched
  static constexpr usize kShared = 256;     // blocks that were given and are taken at once

  // What one worker has to do.
  struct alignas(kApart) Lane {
    scratch::Array<uptr> work; // starts of blocks, [lowest, depth)
    usize lowest = 0, depth = 0;
    scratch::Array<Range> rests; // of large blocks
    usize rest_count = 0;
    uptr ahead[kAhead] = {};
    TouchedPages::Window touched;
    usize next_ahead = 0;
  };

  void consider(Lane &lane, uptr word);
  void scan(Lane &lane, Range words);
  void scanReadable(Lane &lane, Range words);
  void scanPiece(Lane &lane, Range words);
  bool popPrefetched(Lane &lane, uptr *start);
  void drain(Lane &lane);
  void work(u32 worker);
  void give(Lane &lane);
  bool take(Lane &lane);
  bool takeGiven(Lane &lane);
  void lock();
  void unlock() { __atomic_store_n(&locked_, false, __ATOMIC_RELEASE); }
  // Under the lock, of what others look at without it.
  template <typename T> static void set(T &variable, T value) { __atomic_store_n(&variable, value, __ATOMIC_RELAXED); }

  BlockIndex &index_;
  const Readable &readable_;
  usize (*size_of_)(uptr start);
  const usize step_; // between words
  Workers workers_;
  Lane lanes_[kMostBeside];
  // Between workers, written under the lock.
  alignas(kApart) bool locked_ = false;
  bool done_ = false;
  u32 active_ = 1; // workers that have begun; the first one has
  u32 hungry_ = 0; // those of them with nothing to do
  scratch::Array<uptr> given_;
  usize given_count_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_MARK_H
