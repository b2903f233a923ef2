//===- live_ranges.h - which part of a buffer is in use ---------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a vector or deque has destroyed leaves its bytes in the buffer. The container
// says where the elements are that it has; pointers beside those mean nothing. Pure;
// note() from several threads at once.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_LIVE_RANGES_H
#define REFSAN_ANALYSIS_LIVE_RANGES_H

#include "analysis/pointers.h"

namespace refsan {

// How many elements a chunk of libc++'s deque has room for.
inline usize segmentSize(usize element) { return element < 256 ? 4096 / element : 16; }

class LiveRanges {
public:
  void create(u32 blocks);
  void release();

  // A pointer in the block `holder` to the buffer `to`, by such a field.
  void note(const LeakedHeap &heap, u32 holder, const Pointer &pointer, u32 to);

  bool any() const { return any_; }
  bool isLimited(u32 block) const { return end_[block]; }
  bool covers(u32 block, u32 offset) const {
    bool behind = offset >= begin_[block], before = offset + 1 < end_[block];
    return begin_[block] < end_[block] ? behind && before : behind || before;
  }

private:
  void add(const LeakedHeap &heap, u32 block, uptr begin, uptr end);
  void addRing(const LeakedHeap &heap, uptr object, usize size, u32 buffer);
  void addDeque(const LeakedHeap &heap, uptr object, u32 map);
  void addSegments(const LeakedHeap &heap, uptr object, usize size, u32 map);

  bool any_ = false;
  // By block, offsets; the end plus 1, 0: not known. Of two containers that claim
  // one block (one of them is gone), the range that holds both. A ring's elements may go on at the start: their end is
  // before their begin then.
  scratch::Array<u32> begin_, end_;
};

} // namespace refsan

#endif // REFSAN_ANALYSIS_LIVE_RANGES_H
