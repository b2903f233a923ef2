//===- stack_chain.cpp - a stack by frame pointers --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_chain.h"

#include "platform/memory.h"
#include "record/contexts.h"
#include "record/foreign_calls.h"

namespace refsan {

namespace stack_chain {
// Another stack than the thread's is not known: so much of it, and no more than can be read.
constexpr uptr kMostOfCoroutine = 256 << 10;

// Goes up by one frame, if that is not the last.
struct Climber {
  const Recorder &recorder;
  uptr at, end, readable;
  uptr sure = 0;               // frames before this one can be read: the thread's own
  const ForeignCalls *foreign; // so is who called at the frame that it is at
  bool is_outermost = false, is_cut = false;
  u64 crossed = 0; // the calls that lie between two frames

  Climber(const Recorder &recorder, uptr frame, const ForeignCalls *foreign)
      : recorder(recorder), at(frame), foreign(foreign) {
    if (isOnStack(recorder, frame)) {
      sure = end = endOf(recorder, frame);
      readable = recorder.stack_begin + recorder.stack_size + 2 * sizeof(uptr);
    } else {
      end = frame + kMostOfCoroutine;
      readable = (frame | (kPageSize - 1)) + 1;
    }
  }
  const uptr *saved() const { return reinterpret_cast<const uptr *>(at); }
  bool isThere(uptr frame) {
    if (frame + 2 * sizeof(uptr) <= readable)
      return true;
    uptr words[2];
    if (!readMemory(frame, words, sizeof(words)))
      return false;
    readable = ((frame + sizeof(uptr)) | (kPageSize - 1)) + 1;
    return true;
  }
  bool goTo(uptr next) {
    if (next >= end || next <= at || !isThere(next))
      return false;
    at = next;
    return true;
  }
  bool cross() {
    // A stack whose outermost frame is known ends there, and not where no one is said to have called.
    if (!saved()[1] && end == recorder.outermost_frame)
      return false;
    ForeignCalls passed;
    CallWalk walk(recorder, at, false);
    return walk.go(kMostForeignCalls, [this](uptr frame) { return isThere(frame); }, passed) && pass(passed);
  }
  bool passForeign() {
    const ForeignCalls &passed = *foreign;
    foreign = nullptr;
    return pass(passed);
  }
  bool pass(const ForeignCalls &passed) {
    crossed = rotated(crossed, 7) ^ passed.between;
    is_cut = passed.is_cut;
    is_outermost = passed.ended || (passed.frame && passed.frame == recorder.outermost_frame);
    return !is_outermost && passed.frame && goTo(passed.frame);
  }
  bool up() {
    uptr next = saved()[0];
    if (__builtin_expect(next > at && next < sure && !foreign, 1)) {
      at = next;
      return true;
    }
    return upOtherwise();
  }
  __attribute__((noinline)) bool upOtherwise() {
    if (foreign)
      return passForeign();
    if (goTo(saved()[0]))
      return true;
    is_outermost = isOutermost(recorder, end, at, saved()[0]);
    return !is_outermost && cross();
  }
  ChainEnd ended() const { return is_outermost ? ChainEnd::Outermost : is_cut ? ChainEnd::Cut : ChainEnd::Broken; }
};
} // namespace stack_chain

namespace stack_chain {
__attribute__((noinline)) Chain climbOn(const Recorder &recorder, uptr frame, const ForeignCalls *foreign, u64 hash,
                                        u32 left) {
  Climber climber(recorder, frame, foreign);
  while (left && climber.up()) {
    hash = with(hash, climber.saved()[1]);
    left--;
  }
  return {hash ^ climber.crossed, left ? climber.ended() : ChainEnd::Cut, climber.at};
}
} // namespace stack_chain

namespace stack_chain {
// Return addresses, each once.
struct Distinct {
  static constexpr u32 kSlotBits = 7; // with room for more than are looked at
  static constexpr u8 kSlots = 1 << kSlotBits;
  uptr words[1 + kMaxStackDepth + kMaxStackDepth / 2]; // from the second on
  u8 count = 0;
  u8 slots[kSlots] = {}; // place in `words`, 0: none
  static_assert(sizeof(words) / sizeof(uptr) < kSlots);

  // False: it is there.
  bool add(uptr mixed) {
    u32 slot = mixed >> (64 - kSlotBits);
    for (; slots[slot]; slot = (slot + 1) % kSlots)
      if (words[slots[slot]] == mixed)
        return false;
    words[++count] = mixed;
    slots[slot] = count;
    return true;
  }
};
} // namespace stack_chain

Chain innermostOf(const Recorder &recorder, uptr frame, const ForeignCalls *foreign) {
  using namespace stack_chain;
  Climber climber(recorder, frame, foreign);
  Distinct seen;
  u64 hash = 0;
  u32 left = framesLookedAt();
  for (uptr sure = climber.sure, next;; frame = next) {
    const uptr *saved = reinterpret_cast<const uptr *>(frame);
    uptr mixed = saved[1] * kOdd;
    if (seen.add(mixed))
      hash = rotated(hash, 5) ^ mixed;
    if (!--left)
      break;
    next = saved[0];
    if (__builtin_expect(next <= frame || next >= sure || climber.foreign, 0)) {
      climber.at = frame;
      if (!climber.upOtherwise())
        break;
      next = climber.at;
    }
  }
  ChainEnd end = left ? climber.ended() : ChainEnd::Cut;
  return {hash ^ climber.crossed, end, frame};
}

Returns returnsTo(const Recorder &recorder, uptr frame, uptr pc, const ForeignCalls *foreign) {
  using namespace stack_chain;
  Returns found = {0, 0};
  Climber climber(recorder, frame, foreign);
  u32 frames = 0, most = framesLookedAt();
  do {
    frames++;
    if (climber.saved()[1] == pc && !found.count++)
      found.first = frames;
  } while (frames < most && climber.up());
  return found;
}

} // namespace refsan
