//===- stack_memo.cpp - contexts without unwinding --------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/stack_memo.h"

#include "record/foreign_stacks.h"
#include "record/stack_search.h"

namespace refsan {

namespace stack_memo {
static StackMode mode;
} // namespace stack_memo

void watchMain(const uptr *call, uptr frame) {
  if (Recorder *mine = recorder()) {
    mine->main_call = call;
    mine->outermost_frame = frame;
  }
}

void setStackMode(StackMode mode) { stack_memo::mode = mode; }

namespace stack_memo {
// Whether the whole chains of stacks that are told by their innermost are worth to be remembered: most of them come
// again, where functions do not call each other in ever new orders.
constexpr u32 kMostTrust = 64, kNewChain = 4, kTryAgain = 1024;
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

static inline __attribute__((always_inline)) u32 findShared(Recorder &recorder, const refsan_site *site, uptr frame,
                                                            u64 hash, const ForeignCalls *foreign) {
  u64 said = saidAt(site, frame), key = hash;
  for (u64 told_by = 0, how;; told_by = how) {
    u64 known = knownOf(recorder, key);
    if (!isShared(known))
      return isTrusted(known) ? idOf(known) : 0;
    how = countOf(known);
    if (how == kByInnermost)
      return findByInnermost(recorder, site, frame, foreign);
    if (how <= told_by || how == kByUnwinding)
      return 0;
    key = stackHash(said, chainOf(recorder, frame, static_cast<u32>(how), foreign).hash);
  }
}

// What a library allocates is found quickly by the usual key, if that comes again with the same context, where the
// frame is part of it that the library's calls led to (its code did not use the register), or where they are few, as
// those of std::string.
static void noteQuickKey(Recorder &recorder, uptr frame, const ForeignCalls &near, u64 key, u32 id) {
  u64 entry = knownOf(recorder, key);
  constexpr u32 kFewCalls = 3, kOfComparisons = 8; // one in so many counts: there are few of them
  bool tells = near.frame && (near.calls <= kFewCalls || near.frame == *reinterpret_cast<const uptr *>(frame));
  if (entry && !isShared(entry) && (idOf(entry) != id || !tells)) {
    putStack(recorder, key, sharedBy(kByUnwinding, id));
    if (!countOf(entry)) // it was trusted, as others are
      suspectStacks(recorder, kComparisons);
    recorder.alert_until = recorder.allocations + kAlert;
  } else if (!entry && tells) {
    u64 &seen = recorder.library_keys[id % kLibraryKeys];
    if (seen == key)
      putStack(recorder, key, trustedAfter(kComparisons, id));
    seen = key;
  } else if (countOf(entry) && !isShared(entry) && recorder.allocations % kOfComparisons == 0) {
    putStack(recorder, key, trustedAfter(countOf(entry) - 1, id));
  }
}

static u64 foreignHash(const Recorder &recorder, uptr frame, const ForeignCalls &near) {
  return stackHash(saidAt(nullptr, frame), foreignCallersKey(recorder, frame, near));
}

// All calls are walked only where the nearest are shared.
static u32 findForeign(Recorder &recorder, uptr frame, ForeignWay &way) {
  u64 hash = 0, known = 0;
  auto isEnough = [&](const ForeignCalls &near) {
    hash = foreignHash(recorder, frame, near);
    known = knownOf(recorder, hash);
    return !isShared(known);
  };
  if (!passKnownCalls(recorder, frame, isEnough, way))
    return 0;
  if (!isShared(known))
    return isTrusted(known) ? idOf(known) : 0;
  return findShared(recorder, nullptr, frame, hash, &way.all);
}
} // namespace stack_memo

u64 foreignCallersKey(const Recorder &recorder, uptr frame, const ForeignCalls &calls) {
  u64 callers =
      reinterpret_cast<const uptr *>(frame)[1] ^ rotated(*recorder.main_call, 11) ^ rotated(calls.between, 31);
  if (!calls.frame)
    return ~callers;
  const uptr *saved = reinterpret_cast<const uptr *>(calls.frame);
  callers ^= rotated(saved[1], 21);
  uptr next = saved[0];
  bool has_next = next > calls.frame && isOnStack(recorder, next);
  return ~(has_next ? callers ^ rotated(reinterpret_cast<const uptr *>(next)[1], 42) : callers);
}

u32 findSharedContext(Recorder &recorder, const refsan_site *site, uptr frame, u64 hash) {
  return recorder.allocations < recorder.quick_until ? stack_memo::findShared(recorder, site, frame, hash, nullptr) : 0;
}

__attribute__((noinline)) u32 findForeignContext(Recorder &recorder, uptr frame, u64 hash) {
  using namespace stack_memo;
  ForeignWay way;
  u32 id = recorder.allocations < recorder.quick_until ? findForeign(recorder, frame, way) : 0;
  if (id)
    noteQuickKey(recorder, frame, way.near, hash, id);
  return id;
}

namespace stack_memo {
// As an allocation would be found quickly: when stacks are verified, none is.
static u32 findAsQuickly(Recorder &recorder, const refsan_site *site, uptr frame, const ForeignWay *way) {
  bool compares = recorder.allocations < recorder.alert_until || recorder.allocations >= recorder.sample_at;
  if (recorder.in_scope || compares)
    return 0;
  u64 hash = quickHash(recorder, site, frame), known = knownOf(recorder, hash);
  if (isTrusted(known))
    return idOf(known);
  if (!way)
    return findShared(recorder, site, frame, hash, nullptr);
  u32 id = findShared(recorder, site, frame, foreignHash(recorder, frame, way->near), &way->all);
  if (id)
    noteQuickKey(recorder, frame, way->near, hash, id);
  return id;
}
} // namespace stack_memo

u32 findContext(Recorder &recorder, const refsan_site *site, uptr frame) {
  using namespace stack_memo;
  if (__builtin_expect(!isOnStack(recorder, frame), 0))
    noteForeignStack(frame);
  Origin origin = {site, __refsan_thread.context, __refsan_thread.typed};
  if (mode == StackMode::Exact)
    return unwindContext(origin, frame);
  ForeignWay calls;
  const ForeignWay *way = nullptr;
  if (!site) {
    calls = passForeignCalls(recorder, frame);
    way = &calls;
  }
  u32 id = mode == StackMode::Verified ? findAsQuickly(recorder, site, frame, way) : 0;
  if (!id) {
    id = searchStack(recorder, origin, frame, way);
    if (way)
      noteQuickKey(recorder, frame, way->near, quickHash(recorder, site, frame), id);
    bool quick = mode == StackMode::Memo && !recorder.in_scope && recorder.allocations >= recorder.alert_until;
    recorder.quick_until = quick ? recorder.sample_at : 0;
  }
  if (mode == StackMode::Verified)
    recorder.wrong_stacks += unwindContext(origin, frame) != id;
  return id;
}

} // namespace refsan
