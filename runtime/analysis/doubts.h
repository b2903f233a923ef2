//===- doubts.h - what only a doubtful word keeps ------------- -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A word on a stack may be left over from before: in Rust from a variable that was moved from. What lives there
// by counted references alone (Rc, Arc) is nobody's if all that are counted are in a cycle of its own: a borrow
// ends before its owner. Such a word keeps no cycle then. In other languages a plain pointer may be
// meant to, and the report says so: a cycle whose counted references are all in
// itself, and objects made where others leaked. Few blocks are looked at: those that
// nothing else reaches, if there are not too many of them. Threads are still stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_DOUBTS_H
#define REFSAN_ANALYSIS_DOUBTS_H

#include "analysis/findings.h"
#include "analysis/mark.h"
#include "analysis/root_names.h"

namespace refsan {

class Doubts {
public:
  // Before the doubtful roots are marked: which cycles there are without them.
  void judgeWithout(BlockIndex &index, const Readable &readable, const Names &names, Block (*known_block)(uptr),
                    ReferenceSource references, Span<const Attached> attached = {});
  // Marks them, and what they reach at once, but for unowned cycles.
  void mark(Marker &marker, const Readable &readable, const Vector<Root> &doubtful);
  // Of what is left: a note for each kind of object that only such words keep.
  void compare(Span<Draft> leaks, const Names &names, Vector<const char *> &notes);

private:
  struct Hold {
    const Root *root;
    uptr slot;
    const Context *context; // of the block
    bool told;
  };
  void noteUnowned(const Graph &graph);
  bool isUnowned(uptr word) const;
  void look(Marker &marker, const Root &root, Range words);
  Hold *holdOf(Span<const Context *> contexts);
  Keeper tell(Hold &hold, Span<const Context *> contexts, const Names &names, u64 *times);

  Block (*known_block_)(uptr) = nullptr;
  Vector<Draft> cycles_;  // that are proved, but Rust's
  Vector<Range> unowned_; // blocks of those cycles that no word keeps, by address
  Vector<Hold> holds_;    // at most some
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_DOUBTS_H
