//===- stack_memo.cpp - contexts without unwinding --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_memo.h"

#include "record/contexts.h"
#include "record/foreign_stacks.h"
#include "record/frame_bridges.h"

namespace refsan {

namespace stack_memo {
static StackMode mode;

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
// For so many allocations all are compared after one whose stack was new, or taken for another.
constexpr u64 kAlert = 64;
// A new key is compared as often as any can be, after a number of hits that were all right less often.
constexpr u64 kFewComparisons = 2, kComparisons = kMostEntryCount - 1;
constexpr u64 kSuspected = kMostEntryCount; // it was right before
constexpr u32 kQuiet = 4096;

// Whether the whole chains of stacks that are told by their innermost are worth to be remembered: most of them come
// again, where functions do not call each other in ever new orders.
constexpr u32 kMostTrust = 64, kTrustAtFirst = 16, kNewChain = 4, kTryAgain = 1024;

// How the stacks of a shared key are told apart: by the return addresses of so many frames, or:
constexpr u64 kByInnermost = kMostEntryCount - 1; // see innermostOf()
constexpr u64 kByUnwinding = kMostEntryCount;

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

static u64 keyOf(u64 said, u64 stack) { return stackHash(said, stack) & kEntryKey; }

// Many stacks that are longer than what is looked at differ in the stack pointer only. 0: frame pointers do not tell.
static u64 innermostKeyOf(const Recorder &recorder, const refsan_site *site, uptr frame, const ForeignCalls *foreign) {
  Chain chain = innermostOf(recorder, frame, foreign);
  return chain.end == ChainEnd::Broken ? 0 : keyOf(saidAt(site, chain.end == ChainEnd::Cut ? 0 : frame), chain.hash);
}

// Of the whole stack. 0: frame pointers do not tell.
static u64 wholeKeyOf(const Recorder &recorder, const refsan_site *site, uptr frame, const ForeignCalls *foreign) {
  Chain chain = chainOf(recorder, frame, framesLookedAt(), foreign);
  return chain.end == ChainEnd::Broken ? 0 : keyOf(saidAt(site, chain.end == ChainEnd::Cut ? 0 : frame), chain.hash);
}

// The thread's entry of a key, 0: none.
static u64 knownOf(Recorder &recorder, u64 key) {
  const u64 *set = stackSet(recorder, key);
  u64 found = (set[0] & kEntryKey) == key ? set[0] : set[1];
  return (found & kEntryKey) == key ? found : 0;
}
static bool isTrusted(u64 entry) { return !(entry & (kEntryShared | kEntryCount)) && idOf(entry); }

// One allocation's way to its context.
struct Search {
  Recorder &recorder;
  const Origin &origin;
  uptr frame;
  const ForeignCalls *foreign; // who called, if that was not instrumented
  bool compares;               // whatever is found
  bool unwinds;                // to compare
  u64 callers = callersKey(recorder, origin.site, frame);
  u64 key = keyOf(callers, frame);
  u64 told_by = 0;    // frames of the key, or kByInnermost; 0: as the quick way has it
  bool found = false; // whether these were:
  bool sure = false;  // frame pointers tell the whole stack
  u64 chain = 0;      // key of the whole stack
  u64 innermost = 0;  // the same with each return address once, 0: not made yet

  u64 keyOf(u64 stack, uptr at) const { return stack_memo::keyOf(saidAt(origin.site, at), stack); }

  __attribute__((noinline)) Chain chainOfFrames(u32 frames) const { return chainOf(recorder, frame, frames, foreign); }

  Chain wholeChain() {
    constexpr u32 kMostBridges = 4;
    Chain whole = chainOfFrames(framesLookedAt());
    for (u32 i = 0; i < kMostBridges && whole.end == ChainEnd::Broken && whole.last != frame && recorder.budget; i++) {
      if (!makeBridge(recorder, whole.last))
        break;
      recorder.budget--;
      whole = chainOfFrames(framesLookedAt());
    }
    return whole;
  }
  void lookAtWhole() {
    if (found)
      return;
    found = true;
    Chain whole = wholeChain();
    sure = whole.end != ChainEnd::Broken;
    chain = keyOf(whole.hash, whole.end == ChainEnd::Cut ? 0 : frame);
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

static u32 findByMemo(Recorder &recorder, const Origin &origin, uptr frame, const ForeignCalls *foreign) {
  bool sample = recorder.allocations >= recorder.sample_at, alert = recorder.allocations < recorder.alert_until;
  if (sample)
    nextSample(recorder);
  Search search = {recorder, origin,          frame,
                   foreign,  sample || alert, sample && recorder.samples % kSamplesAnUnwinding == 0};
  u32 id = search.find();
  bool quick = mode == StackMode::Memo && !recorder.in_scope && recorder.allocations >= recorder.alert_until;
  recorder.quick_until = quick ? recorder.sample_at : 0;
  return id;
}
} // namespace stack_memo

void watchMain(const uptr *call, uptr frame) {
  if (Recorder *mine = recorder()) {
    mine->main_call = call;
    mine->outermost_frame = frame;
  }
}

void setStackMode(StackMode mode) { stack_memo::mode = mode; }

namespace stack_memo {
static bool chainsComeAgain(Recorder &recorder) {
  if (recorder.chain_trust < kNewChain && recorder.allocations % kTryAgain == 0)
    recorder.chain_trust = kTrustAtFirst;
  return recorder.chain_trust >= kNewChain;
}

// Of a key that is shared by the innermost.
__attribute__((noinline)) static u32 findByInnermost(Recorder &recorder, const refsan_site *site, uptr frame,
                                                     const ForeignCalls *foreign) {
  u64 chain = 0;
  if (chainsComeAgain(recorder)) {
    chain = wholeKeyOf(recorder, site, frame, foreign);
    u64 known = chain ? knownOf(recorder, chain) : 0;
    if (isTrusted(known)) {
      recorder.chain_trust += recorder.chain_trust < kMostTrust;
      return idOf(known);
    }
    recorder.chain_trust -= kNewChain;
  }
  u64 known = knownOf(recorder, innermostKeyOf(recorder, site, frame, foreign));
  if (!isTrusted(known))
    return 0;
  if (chain)
    putStack(recorder, chain, idOf(known));
  return idOf(known);
}
} // namespace stack_memo

namespace stack_memo {
static inline __attribute__((always_inline)) u32 findShared(Recorder &recorder, const refsan_site *site, uptr frame,
                                                            u64 hash, const ForeignCalls *foreign) {
  u64 said = saidAt(site, frame), key = hash & kEntryKey;
  for (u64 told_by = 0, how;; told_by = how) {
    u64 known = knownOf(recorder, key);
    if (!isShared(known))
      return isTrusted(known) ? idOf(known) : 0;
    how = countOf(known);
    if (how == kByInnermost)
      return findByInnermost(recorder, site, frame, foreign);
    if (how <= told_by || how == kByUnwinding)
      return 0;
    key = keyOf(said, chainOf(recorder, frame, static_cast<u32>(how), foreign).hash);
  }
}

// What comes this way was not found quickly, which of others is not tried, and when stacks are verified, nothing is.
static bool mayBeFoundQuickly(const Recorder &recorder, const ForeignCalls *foreign) {
  if (mode == StackMode::Verified)
    return !recorder.in_scope && recorder.allocations >= recorder.alert_until &&
           recorder.allocations < recorder.sample_at;
  return foreign && recorder.allocations < recorder.quick_until;
}
} // namespace stack_memo

u32 findSharedContext(Recorder &recorder, const refsan_site *site, uptr frame, u64 hash) {
  return recorder.allocations < recorder.quick_until ? stack_memo::findShared(recorder, site, frame, hash, nullptr) : 0;
}

u32 findContext(Recorder &recorder, const refsan_site *site, uptr frame) {
  using namespace stack_memo;
  if (__builtin_expect(!isOnStack(recorder, frame), 0))
    noteForeignStack(frame);
  Origin origin = {site, __refsan_thread.context, __refsan_thread.typed};
  if (mode == StackMode::Exact)
    return unwindContext(origin, frame);
  ForeignCalls callers;
  const ForeignCalls *foreign = nullptr;
  if (!site) {
    callers = passForeignCalls(recorder, frame);
    foreign = &callers;
  }
  u32 id = 0;
  if (mayBeFoundQuickly(recorder, foreign))
    id = findShared(recorder, site, frame, quickHash(recorder, site, frame), foreign);
  if (!id)
    id = findByMemo(recorder, origin, frame, foreign);
  if (mode == StackMode::Verified)
    recorder.wrong_stacks += unwindContext(origin, frame) != id;
  return id;
}

} // namespace refsan
