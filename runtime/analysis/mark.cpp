//===- mark.cpp - what the roots reach ------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/mark.h"

#include "analysis/words.h"

namespace refsan {

// Each block is pushed once, by whoever marked it, and may be given once more to
// a lane that is empty.
Marker::Marker(BlockIndex &index, const Readable &readable, usize (*size_of)(uptr start), const Workers &workers)
    : index_(index), readable_(readable), size_of_(size_of), step_(word_step), workers_(workers) {
  for (u32 i = 0; i < workers.count(); ++i) {
    lanes_[i].work.make(index.blocks() + 1);
    lanes_[i].rests.make(index.blocks() + 1);
  }
  given_.make(index.blocks() + 1);
}

Marker::~Marker() {
  for (Lane &lane : lanes_) {
    lane.work.free();
    lane.rests.free();
  }
  given_.free();
}

inline void Marker::consider(Lane &lane, uptr word) {
  uptr start = index_.startBefore(word);
  if (!start || index_.isMarked(start))
    return;
  // The start itself is inside, whatever the size: most pointers need no look.
  if (word != start && !reaches(start, size_of_(start), word - start))
    return;
  if (workers_.count() > 1 ? index_.markSideBySide(start) : index_.mark(start))
    lane.work[lane.depth++] = start;
}

uptr Marker::addWord(uptr word) {
  usize depth = lanes_[0].depth;
  consider(lanes_[0], word);
  return lanes_[0].depth > depth ? lanes_[0].work[depth] : 0;
}

void Marker::scan(Lane &lane, Range range) {
  const BlockIndex::Bounds bounds = index_.bounds(); // most words point nowhere near
  if (step_ < sizeof(uptr)) {
    forEachWord(range, [&](uptr, uptr word) { consider(lane, word); });
    return;
  }
  uptr first = firstWordAfter(range.begin, sizeof(uptr));
  for (uptr p = first; p + 8 <= range.end; p += 8)
    if (uptr word = *reinterpret_cast<const uptr *>(p); bounds.hold(word))
      consider(lane, word);
}

void Marker::scanReadable(Lane &lane, Range words) {
  if (readable_.all(words))
    scan(lane, words);
  else
    readable_.forEach(words, [&](Range piece) { scan(lane, piece); });
}

void Marker::scanPiece(Lane &lane, Range words) {
  if (words.size() > kPiece) {
    Range rest = {words.begin + kPiece, words.end};
    usize across = sizeof(uptr) - step_; // of a word that begins in this piece
    words.end = rest.size() < across ? rest.end : rest.begin + across;
    if (rest.size() >= kLarge - kPiece)
      rest.begin = readable_.touched().firstTouched(rest.begin, rest.end, lane.touched);
    lane.rests[lane.rest_count] = rest;
    lane.rest_count += rest.begin < rest.end;
  }
  scanReadable(lane, words);
}

void Marker::addRoot(Range range) { scanReadable(lanes_[0], range); }

// Blocks pass through a short queue, so that their memory is on its way while
// the ones before them are scanned.
bool Marker::popPrefetched(Lane &lane, uptr *start) {
  for (usize tries = 0; tries <= kAhead; ++tries) { // once around, and back to where it began
    uptr fresh = 0;
    if (lane.depth > lane.lowest) {
      fresh = lane.work[--lane.depth];
      __builtin_prefetch(reinterpret_cast<const void *>(fresh));
      __builtin_prefetch(reinterpret_cast<const void *>(fresh - 16)); // the allocator's header: the size
    }
    *start = lane.ahead[lane.next_ahead];
    lane.ahead[lane.next_ahead] = fresh;
    lane.next_ahead = (lane.next_ahead + 1) % kAhead;
    if (*start)
      return true;
  }
  return false;
}

void Marker::drain(Lane &lane) {
  for (;;) {
    uptr start;
    if (__builtin_expect(__atomic_load_n(&hungry_, __ATOMIC_RELAXED) != 0, 0))
      give(lane);
    if (popPrefetched(lane, &start))
      scanPiece(lane, {start, start + size_of_(start)});
    else if (lane.rest_count > 0)
      scanPiece(lane, lane.rests[--lane.rest_count]);
    else
      return;
  }
}

void Marker::lock() {
  while (__atomic_exchange_n(&locked_, true, __ATOMIC_ACQUIRE))
    __builtin_ia32_pause();
}

// The older half: it leads to more.
void Marker::give(Lane &lane) {
  usize size = lane.depth - lane.lowest;
  if (size < 2 || __atomic_load_n(&given_count_, __ATOMIC_RELAXED))
    return;
  lock();
  usize count = given_count_;
  for (usize end = lane.lowest + size / 2; lane.lowest < end;)
    given_[count++] = lane.work[lane.lowest++];
  set(given_count_, count);
  unlock();
}

// Something to do for an empty lane, if there is.
bool Marker::takeGiven(Lane &lane) {
  usize count = given_count_, some = count < kShared ? count : count / 2;
  for (usize i = 0; i < some; ++i)
    lane.work[lane.depth++] = given_[--count];
  set(given_count_, count);
  return some > 0;
}

// Waits until there is something to do; false: all is done.
bool Marker::take(Lane &lane) {
  lane.lowest = lane.depth = 0;
  lock();
  bool taken = takeGiven(lane);
  if (!taken) {
    set(hungry_, hungry_ + 1);
    set(done_, done_ || hungry_ == active_);
  }
  unlock();
  for (u32 looks = 0; !taken; ++looks) {
    if (__atomic_load_n(&done_, __ATOMIC_RELAXED))
      return false;
    if (__atomic_load_n(&given_count_, __ATOMIC_RELAXED)) {
      lock();
      taken = takeGiven(lane);
      set(hungry_, hungry_ - taken);
      unlock();
    }
    if (!taken)
      pauseBeside(looks);
  }
  return true;
}

void Marker::work(u32 worker) {
  Lane &lane = lanes_[worker];
  if (worker > 0) {
    lock();
    ++active_;
    unlock();
  }
  do
    drain(lane);
  while (take(lane));
}

void Marker::finish() {
  auto work = [](u32 worker, void *self) { static_cast<Marker *>(self)->work(worker); };
  done_ = false;
  active_ = 1;
  hungry_ = 0;
  if (workers_.count() > 1)
    runBeside(workers_.count(), work, this);
  else
    drain(lanes_[0]);
}

} // namespace refsan
