//===- stack_chain.cpp - a stack by frame pointers --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_chain.h"

#include "record/contexts.h"

namespace refsan {

namespace stack_chain {
constexpr uptr kOdd = 0x9e3779b97f4a7c15;

static uptr endOf(const Recorder &recorder, uptr frame) {
  return recorder.outermost_frame >= frame ? recorder.outermost_frame : recorder.stack_begin + recorder.stack_size;
}

static bool isAmong(const uptr *words, u32 count, uptr word) {
  while (count && words[count - 1] != word)
    count--;
  return count;
}

// Goes up by one frame, if that is not the last.
struct Climber {
  uptr at, end;
  const uptr *saved() const { return reinterpret_cast<const uptr *>(at); }
  bool up() {
    uptr next = saved()[0];
    if (next >= end || next <= at)
      return false;
    at = next;
    return true;
  }
  ChainEnd ended(const Recorder &recorder) const {
    return end == recorder.outermost_frame && (saved()[0] == end || at == end) ? ChainEnd::Outermost : ChainEnd::Broken;
  }
};
} // namespace stack_chain

Chain chainOf(const Recorder &recorder, uptr frame, u32 frames) {
  using namespace stack_chain;
  if (!isOnStack(recorder, frame))
    return {0, ChainEnd::Broken};
  Climber climber = {frame, endOf(recorder, frame)};
  u64 hash = frames;
  do
    hash = (hash + climber.saved()[1]) * kOdd;
  while (--frames && climber.up());
  return {hash, frames ? climber.ended(recorder) : ChainEnd::Cut};
}

Chain innermostOf(const Recorder &recorder, uptr frame) {
  using namespace stack_chain;
  if (!isOnStack(recorder, frame))
    return {0, ChainEnd::Broken};
  Climber climber = {frame, endOf(recorder, frame)};
  uptr seen[kMaxStackDepth];
  u64 hash = 0, bits = 0;
  u32 count = 0, left = framesLookedAt(), kept = framesKept();
  do {
    uptr mixed = climber.saved()[1] * kOdd;
    u64 bit = u64(1) << (mixed >> 58);
    if (bits & bit && isAmong(seen, count, mixed))
      continue;
    bits |= bit;
    seen[count++] = mixed;
    hash = rotated(hash, 5) ^ mixed;
  } while (--left && count < kept && climber.up());
  return {hash, !left ? ChainEnd::Cut : count < kept ? climber.ended(recorder) : ChainEnd::Outermost};
}

Returns returnsTo(const Recorder &recorder, uptr frame, uptr pc) {
  using namespace stack_chain;
  Returns found = {0, 0};
  if (!isOnStack(recorder, frame))
    return found;
  Climber climber = {frame, endOf(recorder, frame)};
  u32 frames = 0, most = framesLookedAt();
  do {
    frames++;
    if (climber.saved()[1] == pc && !found.count++)
      found.first = frames;
  } while (frames < most && climber.up());
  return found;
}

} // namespace refsan
