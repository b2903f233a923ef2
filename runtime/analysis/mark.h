//===- mark.h - what the roots reach ----------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Conservative marking: every aligned word that points into a block keeps it,
// wherever inside. An explicit work stack, no recursion; blocks are fetched
// ahead while others are scanned.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_MARK_H
#define REFSAN_ANALYSIS_MARK_H

#include "analysis/block_index.h"
#include "analysis/readable.h"
#include "base/ints.h"

namespace refsan {

class Marker {
public:
  // `size_of(start)` tells the bytes of the block that starts there.
  Marker(BlockIndex &index, const Readable &readable, usize (*size_of)(uptr start));
  ~Marker() { work_.free(); }

  // A root: what its words point into is reachable. Unreadable pieces are
  // skipped; marking happens in finish().
  void addRoot(Range range);
  // A root in registers or buffers: one word.
  void addWord(uptr word);
  // Marks all that is reachable from what was added.
  void finish();

private:
  static constexpr usize kAhead = 8;    // blocks between their prefetch and their scan
  static constexpr usize kPiece = 4096; // bytes of a large block scanned before others get their turn

  void consider(uptr word);
  void scan(Range words);
  void scanBlock(uptr start);
  void pushRest(Range rest);
  bool popPrefetched(uptr *entry);

  BlockIndex &index_;
  const Readable &readable_;
  usize (*size_of_)(uptr start);
  scratch::Array<uptr> work_; // starts of blocks; or the end and the begin + 1 of a rest
  usize depth_ = 0;
  uptr ahead_[kAhead] = {};
  usize next_ahead_ = 0;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_MARK_H
