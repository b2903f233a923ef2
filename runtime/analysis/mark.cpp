//===- mark.cpp - what the roots reach ------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/mark.h"

namespace refsan {

// Each block is pushed once; a rest only while its block is being scanned, which
// keeps two entries above the blocks below it.
Marker::Marker(BlockIndex &index, const Readable &readable, usize (*size_of)(uptr start))
    : index_(index), readable_(readable), size_of_(size_of) {
  work_.make(3 * index.blocks() + 2);
}

inline void Marker::consider(uptr word) {
  uptr start = index_.startBefore(word);
  if (!start || index_.isMarked(start))
    return;
  // The start itself is inside, whatever the size: most pointers need no look.
  if (word != start && !reaches(start, size_of_(start), word - start))
    return;
  index_.mark(start);
  work_[depth_++] = start;
}

void Marker::addWord(uptr word) { consider(word); }

void Marker::scan(Range range) {
  uptr first = (range.begin + 7) & ~uptr(7);
  for (uptr p = first; p + 8 <= range.end; p += 8)
    consider(*reinterpret_cast<const uptr *>(p));
}

void Marker::addRoot(Range range) {
  readable_.forEach(range, [this](Range piece) {
    for (uptr begin = piece.begin; begin < piece.end;) {
      uptr end = piece.end - begin > kPiece ? begin + kPiece : piece.end;
      scan({begin, end});
      begin = end;
    }
  });
}

void Marker::pushRest(Range rest) {
  if (rest.begin >= rest.end)
    return;
  work_[depth_++] = rest.end;
  work_[depth_++] = rest.begin + 1;
}

void Marker::scanBlock(uptr start) {
  Range range = {start, start + size_of_(start)};
  if (range.size() > kPiece) {
    pushRest({start + kPiece, range.end});
    range.end = start + kPiece;
  }
  if (readable_.all(range))
    scan(range);
  else
    readable_.forEach(range, [this](Range piece) { scan(piece); });
}

// Blocks pass through a short queue, so that their memory is on its way while
// the ones before them are scanned.
bool Marker::popPrefetched(uptr *entry) {
  for (usize tries = 0; tries <= kAhead; ++tries) { // once around, and back to where it began
    uptr fresh = 0;
    if (depth_ > 0 && work_[depth_ - 1] % 16 == 0) {
      fresh = work_[--depth_];
      __builtin_prefetch(reinterpret_cast<const void *>(fresh));
      __builtin_prefetch(reinterpret_cast<const void *>(fresh - 16)); // the allocator's header: the size
    }
    *entry = ahead_[next_ahead_];
    ahead_[next_ahead_] = fresh;
    next_ahead_ = (next_ahead_ + 1) % kAhead;
    if (*entry)
      return true;
    if (!fresh && depth_ > 0)
      break; // a rest is on top
  }
  return false;
}

void Marker::finish() {
  for (;;) {
    uptr start;
    if (popPrefetched(&start)) {
      scanBlock(start);
    } else if (depth_ > 0 && work_[depth_ - 1] & 1) {
      uptr begin = work_[--depth_] - 1;
      uptr end = work_[--depth_];
      uptr stop = end - begin > kPiece ? begin + kPiece : end;
      pushRest({stop, end});
      readable_.forEach({begin, stop}, [this](Range piece) { scan(piece); });
    } else if (depth_ == 0) {
      return;
    }
  }
}

} // namespace refsan
