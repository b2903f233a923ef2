//===- root_set.h - all roots of a check ---------------------- -*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of roots, with the words that only last while it is made. Marked in two
// steps: what surely keeps blocks, then what may be left over. Other threads are
// stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_ROOT_SET_H
#define REFSAN_ANALYSIS_ROOT_SET_H

#include "analysis/dead_jumps.h"
#include "analysis/roots.h"
#include "containers/vector.h"

namespace refsan {

class RootSet {
public:
  // `kept`: addresses of blocks that are alive whatever points to them.
  void collect(const RootSources &sources, const Vector<uptr> &kept);
  // Found later, while marking.
  void addSuspended(Range stack) { add({stack, RootKind::SuspendedStack}); }
  const Vector<Root> &sure() const { return sure_; }
  const Vector<Root> &doubtful() const { return doubtful_; }

private:
  void add(const Root &root);
  void addWords(const Root &root, const uptr *words, usize count);
  void addUnderway(const Root &root, uptr pc);

  Vector<Root> sure_, doubtful_;
  DeadJumps dead_jumps_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_ROOT_SET_H
