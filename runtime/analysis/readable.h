//===- readable.h - what the check may read ---------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs protect pages inside of blocks, in bss and on stacks; the check reads
// around them instead of dying. What was never touched it need not read. One list for the whole check, taken while
// other threads are stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_READABLE_H
#define REFSAN_ANALYSIS_READABLE_H

#include "analysis/scratch.h"
#include "base/ints.h"
#include "platform/touched_pages.h"

namespace refsan {

class Readable {
public:
  // From the system; makes no mapping meanwhile, so that it stays true. Where it does not tell, everything counts as
  // readable.
  void create();
  // For tests: everything.
  void createEverything() { add({0, ~uptr(0)}); }
  void add(Range range); // by ascending address

  bool all(Range range) const {
    usize last = __atomic_load_n(&last_, __ATOMIC_RELAXED);
    if (last < ranges_.size() && holds(ranges_.data()[last], range))
      return true;
    const Range *holder = find(range.begin);
    if (!holder || range.end > holder->end)
      return false;
    __atomic_store_n(&last_, static_cast<usize>(holder - ranges_.data()), __ATOMIC_RELAXED);
    return true;
  }
  // What was never touched holds no pointers. As in platform/touched_pages.h, of memory that is the process's alone.
  const TouchedPages &touched() const { return touched_; }
  void release() { touched_.close(); }
  // Calls f(Range) for each piece of such memory that may have been touched.
  template <typename F> void forEachTouched(Range range, F f) const {
    TouchedPages::Window window;
    for (uptr begin = range.begin, end; begin < range.end; begin = end) {
      begin = touched_.firstTouched(begin, range.end, window);
      end = touched_.firstUntouched(begin, range.end, window);
      if (begin < end)
        f(Range{begin, end});
    }
  }
  // Calls f(Range) for each readable piece.
  template <typename F> void forEach(Range range, F f) const {
    if (all(range)) {
      f(range);
      return;
    }
    for (const Range &piece : ranges_) {
      Range common = {piece.begin > range.begin ? piece.begin : range.begin,
                      piece.end < range.end ? piece.end : range.end};
      if (common.begin < common.end)
        f(common);
    }
  }
  // Calls f(Range) for each piece of the range between two that are readable.
  template <typename F> void forEachGap(Range range, F f) const {
    for (usize i = 1; i < ranges_.size(); ++i) {
      Range gap = {ranges_[i - 1].end, ranges_[i].begin};
      Range common = {gap.begin > range.begin ? gap.begin : range.begin, gap.end < range.end ? gap.end : range.end};
      if (common.begin < common.end)
        f(common);
    }
  }

private:
  static bool holds(Range outer, Range inner) { return inner.begin >= outer.begin && inner.end <= outer.end; }
  const Range *find(uptr p) const;

  Vector<Range> ranges_; // merged where they touch
  TouchedPages touched_;
  mutable usize last_ = 0; // which one the last question was about, whoever asked
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_READABLE_H
