//===- block_index.h - which block an address lies in -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the live blocks start, as one bit for 16 bytes of heap, with a mark bit
// beside each: 1/32 byte a byte of heap and nothing a block. An interior pointer
// finds its block's start in two loads; what the block is, is asked elsewhere.
// Built and used by the check only, while other threads are stopped. What says
// "side by side" may be called by several workers at once.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_BLOCK_INDEX_H
#define REFSAN_ANALYSIS_BLOCK_INDEX_H

#include "analysis/scratch.h"
#include "base/ints.h"

namespace refsan {

constexpr u32 kNone = ~u32(0);

class BlockIndex {
public:
  void create();
  // Blocks come by ascending address, which is a multiple of 16.
  void add(uptr address, usize size);
  // The same side by side, a run of blocks that start in [begin, end), multiples
  // of 1 KiB, at a time: reserve() for all, add() each block to its run, join() all
  // by ascending address.
  struct Run {
    uptr begin = 0, end = 0;
    usize blocks = 0;
    uptr first = 0, newest = 0; // blocks
    uptr last = 0;              // one past the newest block's end
  };
  void reserve(const Run &run);
  void add(Run &run, uptr address, usize size);
  void join(const Run &run);

  // No block lies outside of these.
  struct Bounds {
    uptr lowest, span; // highest address of interest minus lowest
    bool hold(uptr p) const { return p - lowest <= span; }
  };
  Bounds bounds() const { return bounds_; }

  // The start of the last block that begins at or before p and may reach p, 0:
  // none. The caller compares with the block's size.
  uptr startBefore(uptr p) const;
  // Whether a block starts at p.
  bool startsAt(uptr p) const;

  // Marks the block that starts at `start`; true if it was not marked before.
  bool mark(uptr start);
  bool markSideBySide(uptr start);
  void unmark(uptr start) { lineOf(start)->marks &= ~(u64(1) << bitOf(start)); }
  bool isMarked(uptr start) const;

  // After marking: gives the unmarked blocks numbers by address, 0 .. count-1.
  u32 numberUnmarked();
  // Then calls f(address, number) for those in one piece of pieces(), side by side.
  u32 pieces() const { return static_cast<u32>(pieces_.size()); }
  template <typename F> void forEachUnmarked(u32 piece, F f) const;
  // The number of the block that starts at `start`, kNone: it was marked.
  u32 numberOf(uptr start) const {
    const Line *line = lineOf(start);
    u64 bit = u64(1) << bitOf(start);
    if (!line || !(line->starts & ~line->marks & bit))
      return kNone;
    u32 first = firstNumber(leaves_[start >> kLeafBits], lineInLeaf(start));
    return first + countBits(line->starts & ~line->marks & (bit - 1));
  }

  // The number of the unmarked block that p may point into, and its start.
  u32 unmarkedBefore(uptr p, uptr *start) const;
  usize blocks() const { return count_; }

private:
  // 1 KiB of heap.
  struct Line {
    u64 starts; // a bit for each 16 bytes
    u64 marks;  // as starts; no starts: the block that covers the line, 0: none
  };
  static constexpr u32 kLineBits = 10, kPieceBits = 22, kLeafBits = 26, kAddressBits = 47;
  static constexpr usize kLines = usize(1) << (kLeafBits - kLineBits);
  static constexpr usize kLeaves = usize(1) << (kAddressBits - kLeafBits);

  // Without the instruction, which not every processor has, and without the
  // compiler's library.
  static u32 countBits(u64 x) {
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return static_cast<u32>(x * 0x0101010101010101u >> 56);
  }
  static u32 bitOf(uptr p) { return p >> 4 & 63; }
  Line *lineOf(uptr p) const {
    if (!bounds_.hold(p))
      return nullptr;
    uptr leaf = leaves_[p >> kLeafBits];
    return leaf & 1 || !leaf ? nullptr : reinterpret_cast<Line *>(leaf) + (p >> kLineBits & (kLines - 1));
  }
  // The number of a line's first unmarked block: behind the leaf's lines.
  static u32 &firstNumber(uptr leaf, usize line) { return reinterpret_cast<u32 *>(leaf + kLines * sizeof(Line))[line]; }
  static u32 lineInLeaf(uptr p) { return p >> kLineBits & (kLines - 1); }
  // The lines of a piece, without those before the first and behind the last block.
  Range linesOf(uptr piece) const {
    uptr first = bounds_.lowest >> kLineBits << kLineBits, last = bounds_.lowest + bounds_.span;
    uptr end = piece + (uptr(1) << kPieceBits);
    return {first > piece ? first : piece, last < end ? last + 1 : end};
  }
  // Where p lies in a block that starts in another line.
  u32 unmarkedInOther(uptr p, uptr *start) const;
  Line &lineToFill(uptr p);
  void cover(uptr address, uptr from, uptr last);

  scratch::Array<uptr> leaves_; // Line[kLines], or the address of the block that covers the whole leaf, plus 1
  Bounds bounds_ = {0, 0};
  usize count_ = 0;
  Vector<uptr> pieces_; // of 4 MiB, in which blocks start
};

// Does a pointer this far behind the start of a block point into it? One past the
// end does not: it is as likely the block after, or what padding was left with,
// and nobody frees a block by it. But for an array of no elements whose count
// stands in front: the block is all count, the array is at its end.
inline bool reaches(uptr start, usize size, usize distance) {
  if (distance < size)
    return true;
  return distance == sizeof(u64) && size == sizeof(u64) && *reinterpret_cast<const u64 *>(start) == 0;
}

inline bool BlockIndex::startsAt(uptr p) const {
  const Line *line = p & 15 ? nullptr : lineOf(p);
  return line && line->starts >> bitOf(p) & 1;
}

inline uptr BlockIndex::startBefore(uptr p) const {
  if (__builtin_expect(!bounds_.hold(p), 1))
    return 0;
  uptr leaf = leaves_[p >> kLeafBits];
  if (!leaf)
    return 0;
  if (leaf & 1)
    return leaf - 1;
  const Line &line = reinterpret_cast<const Line *>(leaf)[p >> kLineBits & (kLines - 1)];
  u64 before = line.starts & ~u64(0) >> (63 - bitOf(p));
  if (before)
    return (p >> kLineBits << kLineBits) + 16 * (63 - static_cast<u32>(__builtin_clzll(before)));
  if (!line.starts)
    return line.marks;
  uptr end_of_previous = (p >> kLineBits << kLineBits) - 1;
  if (!bounds_.hold(end_of_previous))
    return 0;
  return startBefore(end_of_previous);
}

inline bool BlockIndex::mark(uptr start) {
  Line *line = lineOf(start);
  u64 bit = u64(1) << bitOf(start);
  if (line->marks & bit)
    return false;
  line->marks |= bit;
  return true;
}

inline bool BlockIndex::markSideBySide(uptr start) {
  u64 bit = u64(1) << bitOf(start);
  return !(__atomic_fetch_or(&lineOf(start)->marks, bit, __ATOMIC_RELAXED) & bit);
}
inline __attribute__((always_inline)) u32 BlockIndex::unmarkedBefore(uptr p, uptr *start) const {
  if (!bounds_.hold(p))
    return kNone;
  uptr leaf = leaves_[p >> kLeafBits];
  if (__builtin_expect(!leaf || leaf & 1, 0))
    return unmarkedInOther(p, start);
  const Line &line = reinterpret_cast<const Line *>(leaf)[lineInLeaf(p)];
  u64 before = line.starts & ~u64(0) >> (63 - bitOf(p));
  if (__builtin_expect(!before, 0))
    return unmarkedInOther(p, start);
  u32 bit = 63 - static_cast<u32>(__builtin_clzll(before));
  *start = (p >> kLineBits << kLineBits) + 16 * bit;
  u64 unmarked = line.starts & ~line.marks;
  if (!(unmarked >> bit & 1))
    return kNone;
  return firstNumber(leaf, lineInLeaf(p)) + countBits(unmarked & ((u64(1) << bit) - 1));
}
template <typename F> void BlockIndex::forEachUnmarked(u32 piece, F f) const {
  Range lines = linesOf(pieces_[piece]);
  uptr leaf = leaves_[lines.begin >> kLeafBits];
  for (uptr at = lines.begin; at < lines.end; at += uptr(1) << kLineBits) {
    const Line &line = reinterpret_cast<const Line *>(leaf)[lineInLeaf(at)];
    u64 unmarked = line.starts & ~line.marks;
    for (u32 number = unmarked ? firstNumber(leaf, lineInLeaf(at)) : 0; unmarked; unmarked &= unmarked - 1)
      f(at + 16 * static_cast<u32>(__builtin_ctzll(unmarked)), number++);
  }
}
inline bool BlockIndex::isMarked(uptr start) const {
  return __atomic_load_n(&lineOf(start)->marks, __ATOMIC_RELAXED) >> bitOf(start) & 1;
}

} // namespace refsan

#endif // REFSAN_ANALYSIS_BLOCK_INDEX_H
