//===- stack_search.cpp - what the memo does not tell quickly -----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_search.h"

namespace refsan::stack_memo {

// A thread's unwindings: so many at first, as a runner of tests gets to one stack after the other; then one in
// so many allocations, which takes no more than a few hundredths of their time.
constexpr u64 kFirstBudget = 65536, kNoBudget = ~u64(0);
constexpr u32 kAllocationsAnUnwinding = 128;
constexpr u32 kLongestInterval = 256, kSamplesAnUnwinding = 8;
// A key that was right so far and is wrong now: the program went on to another
// place, and other keys are as old. All are compared again, for so much of the budget.
constexpr u64 kForgettingCost = 64;
constexpr u32 kSuspectAfter = 256; // right hits: before that they are still suspect
constexpr u32 kMostMoves = 4;      // of the program to another place; then a wrong key is taken for a shared one
// A new key is compared as often as any can be, after a number of hits that were all right less often.
constexpr u64 kFewComparisons = 2;
constexpr u64 kSuspected = kMostEntryCount; // it was right before
constexpr u32 kQuiet = 4096;

// Not the same interval always: a loop would show the same few keys.
static void nextSample(Recorder &recorder) {
  if (!recorder.sample_interval) {
    recorder.sample_interval = 32;
    recorder.budget = kFirstBudget;
    recorder.chain_trust = kTrustAtFirst;
  }
  if (recorder.sample_interval < kLongestInterval)
    recorder.sample_interval *= 2;
  else
    recorder.samples++;
  recorder.random = recorder.random * 1664525 + 1013904223;
  u32 wait = recorder.sample_interval / 2 + (recorder.random >> 8) % recorder.sample_interval;
  recorder.sample_at = recorder.allocations + wait;
  recorder.budget += recorder.sample_at / kAllocationsAnUnwinding - recorder.allocations / kAllocationsAnUnwinding;
}

static bool isQuiet(const Recorder &recorder) { return recorder.right_in_turn >= kQuiet; }

// Many stacks that are longer than what is looked at differ in the stack pointer only.
u64 keyOf(const refsan_site *site, uptr frame, const Chain &chain) {
  return chain.end == ChainEnd::Broken ? 0
                                       : stackHash(saidAt(site, chain.end == ChainEnd::Cut ? 0 : frame), chain.hash);
}
u64 innermostKeyOf(const Recorder &recorder, const refsan_site *site, uptr frame, const ForeignCalls *foreign) {
  return keyOf(site, frame, innermostOf(recorder, frame, foreign));
}
u64 wholeKeyOf(const Recorder &recorder, const refsan_site *site, uptr frame, const ForeignCalls *foreign) {
  return keyOf(site, frame, chainOf(recorder, frame, framesLookedAt(), foreign));
}

// One allocation's way to its context.
struct Search {
  Recorder &recorder;
  const Origin &origin;
  uptr frame;
  const ForeignWay *way; // from who called, if that was not instrumented
  bool compares;         // whatever is found
  bool unwinds;          // to compare
  const ForeignCalls *foreign = way ? &way->all : nullptr;
  u64 callers = way ? foreignCallersKey(recorder, frame, way->near) : callersKey(recorder, origin.site, frame);
  u64 key = keyOf(callers, frame);
  u64 told_by = 0;    // frames of the key, or kByInnermost; 0: as the quick way has it
  bool found = false; // whether these were:
  bool sure = false;  // frame pointers tell the whole stack
  u64 chain = 0;      // key of the whole stack
  u64 innermost = 0;  // the same with each return address once, 0: not made yet

  u64 keyOf(u64 stack, uptr at) const { return stackHash(saidAt(origin.site, at), stack); }

  __attribute__((noinline)) Chain chainOfFrames(u32 frames) const { return chainOf(recorder, frame, frames, foreign); }

  Chain wholeChain() {
    constexpr u32 kMostGaps = 4;
    Chain whole = chainOfFrames(framesLookedAt());
    for (u32 i = 0; i < kMostGaps && whole.end == ChainEnd::Broken && whole.last != frame && recorder.budget; i++) {
      uptr gap = whole.last;
      learnCalls(recorder, gap, false);
      recorder.budget--;
      whole = chainOfFrames(framesLookedAt());
      if (whole.last == gap)
        break;
    }
    return whole;
  }
  void lookAtWhole() {
    if (found)
      return;
    found = true;
    Chain whole = wholeChain();
    sure = whole.end != ChainEnd::Broken;
    chain = stack_memo::keyOf(origin.site, frame, whole);
  }
  u64 innermostKey() {
    if (!innermost)
      innermost = innermostKeyOf(recorder, origin.site, frame, foreign);
    if (!innermost)
      innermost = keyOf(callers, 0);
    return innermost;
  }
  void goBy(u64 how) {
    told_by = how;
    key = how == kByInnermost ? innermostKey() : keyOf(chainOfFrames(static_cast<u32>(how)).hash, frame);
  }

  // What the whole stack is known to be, 0: unknown.
  u32 byWhole() {
    lookAtWhole();
    if (!sure)
      return 0;
    const u64 *known = findStack(recorder, chain);
    if (known && !isShared(*known))
      return idOf(*known);
    known = findStack(recorder, innermostKey());
    if (!known || isShared(*known))
      return 0;
    u32 id = idOf(*known);
    if (told_by != kByInnermost)
      putStack(recorder, chain, id);
    return id;
  }
  void learn(u64 of, u32 id) {
    const u64 *known = findStack(recorder, of);
    putStack(recorder, of, known && (isShared(*known) || idOf(*known) != id) ? sharedBy(kByUnwinding, id) : id);
  }
  u32 unwind() {
    u32 id = unwindContext(origin, frame);
    lookAtWhole();
    if (sure)
      learn(chain, id);
    learn(innermostKey(), id);
    return id;
  }

  u32 miss() {
    u32 id = byWhole();
    if (!id && !recorder.budget)
      if (const u64 *known = findStack(recorder, innermostKey()))
        id = idOf(*known);
    if (!id) {
      if (recorder.budget)
        recorder.budget--;
      else // it may be no call that lies there: main's frame is of no fixed size
        recorder.main_call = &no_main_call;
      recorder.alert_until = recorder.allocations + kAlert;
      id = unwind();
    }
    u64 comparisons = isQuiet(recorder) ? kFewComparisons : kComparisons;
    if (told_by != kByInnermost)
      putStack(recorder, key, trustedAfter(comparisons, id));
    return id;
  }

  // Of two contexts that were seen with the key; `id` is this stack's.
  u64 whatTells(u32 id, u32 other) const {
    const Context &mine = *contextOf(id), &others = *contextOf(other);
    u32 same = 0;
    while (same < mine.frame_count && same < others.frame_count && mine.frames[same] == others.frames[same])
      same++;
    Returns here = returnsTo(recorder, frame, same < mine.frame_count ? mine.frames[same] : 0, foreign);
    Returns there = returnsTo(recorder, frame, same < others.frame_count ? others.frames[same] : 0, foreign);
    // Where functions call each other in several orders there are more stacks than contexts, and some of these come
    // late.
    bool recurs = here.count > 1 || there.count;
    if (here.first > told_by && here.first == same + 1 && here.first < kByInnermost && !recurs)
      return here.first;
    return sure && told_by != kByInnermost ? kByInnermost : kByUnwinding;
  }
  void share(u32 remembered, u32 id) {
    u64 how = whatTells(id, remembered);
    putStack(recorder, key, sharedBy(how, id));
    if (how < kByInnermost) {
      goBy(how);
      putStack(recorder, key, trustedAfter(kComparisons, id));
    }
  }
  // If it was never right since it was suspected, the program may have gone on to where it is always this.
  void wasWrong(u64 entry, u32 id) {
    u64 left = countOf(entry);
    bool suspicious = recorder.right_in_turn >= kSuspectAfter && (sure || recorder.budget >= kForgettingCost);
    if (recorder.moves < kMostMoves && (left == kSuspected || (!left && suspicious)))
      putStack(recorder, key, trustedAfter(kComparisons, id));
    else
      share(idOf(entry), id);
    recorder.alert_until = recorder.allocations + kAlert;
    recorder.right_in_turn = 0;
    if (!suspicious)
      return;
    recorder.budget -= sure ? 0 : kForgettingCost;
    suspectStacks(recorder, recorder.moves++ < kMostMoves ? kSuspected : kComparisons);
  }

  u32 hit(u64 entry) {
    u32 remembered = idOf(entry);
    u64 left = countOf(entry);
    if (!(compares || left))
      return remembered;
    u32 id = unwinds ? 0 : byWhole();
    if (!id && (unwinds || recorder.budget > (sure || told_by ? 0 : left ? kFirstBudget / 2 : kNoBudget))) {
      recorder.budget -= !unwinds;
      id = unwind();
    }
    if (id && id != remembered) {
      wasWrong(entry, id);
      return id;
    }
    recorder.right_in_turn++;
    if (left)
      putStack(recorder, key, trustedAfter(isQuiet(recorder) ? left / 4 : left - 1, remembered));
    return remembered;
  }
  u32 unwindShared(u64 entry) {
    u32 id = byWhole();
    if (id || !recorder.budget)
      return id ? id : idOf(entry);
    recorder.budget--;
    id = unwind();
    putStack(recorder, key, sharedBy(kByUnwinding, id));
    return id;
  }

  u32 find() {
    for (;;) {
      const u64 *entry = findStack(recorder, key);
      if (!entry)
        return miss();
      if (!isShared(*entry))
        return hit(*entry);
      u64 how = countOf(*entry);
      if (how == kByUnwinding || how <= told_by)
        return unwindShared(*entry);
      goBy(how);
    }
  }
};

u32 searchStack(Recorder &recorder, const Origin &origin, uptr frame, const ForeignWay *way) {
  bool sample = recorder.allocations >= recorder.sample_at, alert = recorder.allocations < recorder.alert_until;
  if (sample)
    nextSample(recorder);
  bool unwinds = sample && recorder.samples % kSamplesAnUnwinding == 0;
  Search search = {recorder, origin, frame, way, sample || alert, unwinds};
  return search.find();
}

} // namespace refsan::stack_memo
