//===- block_index.cpp - which block an address lies in -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/block_index.h"

#include "base/check.h"

namespace refsan {
void BlockIndex::create() {
  leaves_.make(kLeaves);
  lowest_ = span_ = count_ = 0;
}

BlockIndex::Line &BlockIndex::lineToFill(uptr p) {
  uptr &leaf = leaves_[p >> kLeafBits];
  if (!leaf)
    leaf = reinterpret_cast<uptr>(scratch::pages(kLines * (sizeof(Line) + sizeof(u32))));
  return reinterpret_cast<Line *>(leaf)[p >> kLineBits & (kLines - 1)];
}

void BlockIndex::add(uptr address, usize size) {
  REFSAN_CHECK(address % 16 == 0 && address >> kAddressBits == 0);
  if (count_++ == 0)
    lowest_ = address;
  uptr last = address + size; // one past the end is inside
  span_ = last - lowest_;
  Line &line = lineToFill(address);
  if (!line.starts)
    line.marks = 0; // was: covered by the block before
  line.starts |= u64(1) << bitOf(address);
  if (last >> kLineBits != address >> kLineBits)
    cover(address, last);
}

// Tells the lines after the block's first one that they are inside of it.
void BlockIndex::cover(uptr address, uptr last) {
  for (uptr p = ((address >> kLineBits) + 1) << kLineBits; p <= last;) {
    bool whole_leaf = p % (uptr(1) << kLeafBits) == 0 && last - p >= uptr(1) << kLeafBits;
    if (whole_leaf) {
      leaves_[p >> kLeafBits] = address | 1;
      p += uptr(1) << kLeafBits;
    } else {
      lineToFill(p).marks = address;
      p += uptr(1) << kLineBits;
    }
  }
}

u32 BlockIndex::numberUnmarked(void (*visit)(uptr start, u32 number, void *arg), void *arg) {
  u32 number = 0;
  uptr highest = lowest_ + span_;
  for (uptr base = lowest_ >> kLeafBits << kLeafBits; count_ && base <= highest; base += uptr(1) << kLeafBits) {
    uptr leaf = leaves_[base >> kLeafBits];
    if (!leaf || leaf & 1)
      continue;
    usize first = base < lowest_ ? (lowest_ - base) >> kLineBits : 0;
    for (usize i = first; i < kLines && base + (i << kLineBits) <= highest; ++i) {
      const Line &line = reinterpret_cast<const Line *>(leaf)[i];
      u64 unmarked = line.starts & ~line.marks;
      if (unmarked)
        firstNumber(leaf, i) = number;
      for (; unmarked; unmarked &= unmarked - 1)
        visit(base + (i << kLineBits) + 16 * static_cast<u32>(__builtin_ctzll(unmarked)), number++, arg);
    }
  }
  return number;
}

} // namespace refsan
