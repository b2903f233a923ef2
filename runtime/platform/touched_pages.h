//===- touched_pages.h - which pages were ever touched ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Large tables are mapped whole, and little of them may be used. Who looks for what is
// there need not read the rest, which would map it.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_PLATFORM_TOUCHED_PAGES_H
#define REFSAN_PLATFORM_TOUCHED_PAGES_H

#include "base/ints.h"

namespace refsan {

// Asks of pages here and there, any thread. Of private memory: what was not touched is zero, or what the file has.
class TouchedPages {
public:
  // What was asked last.
  struct Window {
    uptr first = ~uptr(0); // page
    u64 touched[2];        // of 128 pages, as bits
  };
  void open();
  void close();
  // From where on in [begin, end) something may be touched: begin, the begin of a page, or end.
  uptr firstTouched(uptr begin, uptr end, Window &window) const;
  // The begin of the page from where on nothing is, or end.
  uptr firstUntouched(uptr begin, uptr end, Window &window) const;

  bool mayBeTouched(uptr page, Window &window) const;
  bool areKnown() const { return pagemap_ >= 0; }

private:
  long pagemap_ = -1; // none: everything may be touched
};

// Of pages that mapPages() gave: whether the i-th may be other than zero. Where the system does
// not tell, all may. Takes no memory.
void findTouchedPages(const void *first, bool *touched, usize pages);

} // namespace refsan

#endif // REFSAN_PLATFORM_TOUCHED_PAGES_H
