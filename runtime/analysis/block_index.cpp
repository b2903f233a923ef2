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
  bounds_ = {0, 0};
  count_ = 0;
  pieces_.clear();
}

BlockIndex::Line &BlockIndex::lineToFill(uptr p) {
  uptr &leaf = leaves_[p >> kLeafBits];
  if (!leaf)
    leaf = reinterpret_cast<uptr>(scratch::pages(kLines * (sizeof(Line) + sizeof(u32))));
  return reinterpret_cast<Line *>(leaf)[lineInLeaf(p)];
}

void BlockIndex::reserve(const Run &run) {
  for (uptr p = run.begin; p < run.end; p += uptr(1) << kLeafBits)
    lineToFill(p);
  lineToFill(run.end - 1);
}

void BlockIndex::add(Run &run, uptr address, usize size) {
  REFSAN_CHECK(address % 16 == 0 && address >= run.begin && address < run.end);
  run.first = run.blocks++ ? run.first : address;
  run.newest = address;
  run.last = address + size; // one past the end is inside
  Line &line = lineToFill(address);
  if (!line.starts)
    line.marks = 0; // was: covered by the block before
  line.starts |= u64(1) << bitOf(address);
  if (run.last >> kLineBits != address >> kLineBits)
    cover(address, address, run.last < run.end ? run.last : run.end - 1);
}

void BlockIndex::join(const Run &run) {
  if (!run.blocks)
    return;
  if (count_ == 0)
    bounds_.lowest = run.first;
  count_ += run.blocks;
  bounds_.span = run.last - bounds_.lowest;
  for (uptr p = run.first >> kPieceBits; p <= run.newest >> kPieceBits; ++p)
    if (pieces_.empty() || pieces_.back() != p << kPieceBits)
      scratch::push(pieces_, p << kPieceBits);
  if (run.last >= run.end)
    cover(run.newest, run.end - 1, run.last);
}

void BlockIndex::add(uptr address, usize size) {
  REFSAN_CHECK(address >> kAddressBits == 0);
  Run run;
  run.begin = address >> kPieceBits << kPieceBits;
  run.end = run.begin + (uptr(1) << kPieceBits);
  add(run, address, size);
  join(run);
}

// Tells the lines behind that of `from` that they are inside of the block, unless
// others start there.
void BlockIndex::cover(uptr address, uptr from, uptr last) {
  for (uptr p = ((from >> kLineBits) + 1) << kLineBits; p <= last;) {
    bool whole_leaf = p % (uptr(1) << kLeafBits) == 0 && last - p >= uptr(1) << kLeafBits;
    if (whole_leaf) {
      leaves_[p >> kLeafBits] = address | 1;
      p += uptr(1) << kLeafBits;
      continue;
    }
    if (Line &line = lineToFill(p); !line.starts)
      line.marks = address;
    p += uptr(1) << kLineBits;
  }
}

u32 BlockIndex::unmarkedInOther(uptr p, uptr *start) const {
  *start = startBefore(p);
  return *start ? numberOf(*start) : kNone;
}

u32 BlockIndex::numberUnmarked() {
  u32 number = 0;
  for (uptr piece : pieces_) {
    Range lines = linesOf(piece);
    for (uptr at = lines.begin; at < lines.end; at += uptr(1) << kLineBits) {
      const Line &line = lineToFill(at);
      u64 unmarked = line.starts & ~line.marks;
      if (unmarked)
        firstNumber(leaves_[at >> kLeafBits], lineInLeaf(at)) = number;
      number += countBits(unmarked);
    }
  }
  return number;
}

} // namespace refsan
