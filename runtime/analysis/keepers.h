//===- keepers.h - what keeps a block alive ------------------- -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For who asked for what is alive: searches from the roots, sure ones first, and
// keeps for each block who led to it by the shortest way. Threads are still stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_KEEPERS_H
#define REFSAN_ANALYSIS_KEEPERS_H

#include "analysis/block_index.h"
#include "analysis/readable.h"
#include "analysis/root_names.h"
#include "analysis/root_set.h"
#include "record/blocks.h"

namespace refsan {

class Keepers {
public:
  void search(const RootSet &roots, const BlockIndex &index, const Readable &readable, Block (*known_block)(uptr));
  // False: nothing reached it.
  bool find(uptr block, const Names &names, Keeper *keeper) const;
  // Which root word it is; equal for blocks that one word keeps.
  uptr rootWord(uptr block) const;

private:
  struct Step {
    uptr from; // block, 0: a root
    uptr slot; // the word
    u32 root;  // if there is no block
  };
  void searchFrom(const Vector<Root> &roots);
  void consider(uptr word, const Step &step);
  void scan(Range words, const Step &step);
  void drain();
  const Step *rootStep(uptr block) const;
  Holder describe(uptr block, uptr slot) const;

  const BlockIndex *index_ = nullptr;
  const Readable *readable_ = nullptr;
  Block (*known_block_)(uptr) = nullptr;
  Vector<Root> roots_;
  Vector<uptr> queue_;
  usize next_ = 0;
  HashMap<uptr, Step> steps_; // by block
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_KEEPERS_H
