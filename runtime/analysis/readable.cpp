//===- readable.cpp - what the check may read -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/readable.h"

#include "platform/maps.h"

namespace refsan {

void Readable::create() {
  ranges_.clear();
  auto visit = [](const Mapping &mapping, void *self) {
    if (mapping.readable)
      static_cast<Readable *>(self)->add(mapping.range);
    return true;
  };
  if (!forEachMapping(visit, this)) {
    ranges_.clear();
    createEverything();
  }
  touched_.open();
}

void Readable::add(Range range) {
  if (!ranges_.empty() && ranges_.back().end == range.begin)
    ranges_.back().end = range.end;
  else
    scratch::push(ranges_, range);
}

const Range *Readable::find(uptr p) const {
  usize low = 0, high = ranges_.size();
  while (low < high) {
    usize middle = (low + high) / 2;
    if (ranges_[middle].end <= p)
      low = middle + 1;
    else
      high = middle;
  }
  return low < ranges_.size() && ranges_[low].contains(p) ? &ranges_[low] : nullptr;
}

} // namespace refsan
