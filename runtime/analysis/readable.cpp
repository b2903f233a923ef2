//===- readable.cpp - what the check may read -----------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/readable.h"

#include "base/search.h"
#include "platform/maps.h"

namespace refsan {

void Readable::create() {
  ranges_.clear();
  auto visit = [](const Mapping &mapping, void *self) {
    bool clock = startsWith(mapping.name, "[vvar"); // pages of the kernel's, of which some are not there
    if (mapping.readable && !clock)
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
  usize at = firstWhere(ranges_.size(), [&](usize i) { return ranges_[i].end > p; });
  return at < ranges_.size() && ranges_[at].contains(p) ? &ranges_[at] : nullptr;
}

} // namespace refsan
