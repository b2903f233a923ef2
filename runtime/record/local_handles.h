//===- local_handles.h - handles in local variables -------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handle passed by value is taken by the caller, in a variable of its own, and
// moved where it stays by somebody else: "Node(Ptr next) : next_(std::move(next))".
// Who took it is known if the variable is among the last few of the thread, and so is
// where one was taken that came out of the heap. A variable is named by its address, or by an odd number that the pass
// gives to one that lives in registers. Recording only; any thread, no libc call.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_LOCAL_HANDLES_H
#define REFSAN_RECORD_LOCAL_HANDLES_H

#include "record/places.h"
#include "record/references.h"
#include "refsan/kinds.h"

namespace refsan {

inline bool isLocal(const Recorder &recorder, uptr slot) { return slot & 1 || isOnStack(recorder, slot); }

namespace local_handles {
// Those that share a set are the same ones in every run: of a variable's address it is told how far it is from the
// thread's first frame, of an object's where in its page.
inline LocalCopy *setOf(Recorder &recorder, uptr local, uptr object) {
  constexpr uptr kInPage = 4095;
  uptr place = local & 1 ? local + (object & kInPage) : local - recorder.outermost_frame;
  return &recorder.local_copies[(place * 0x9fb21c651e98df25 >> (64 - kLocalSetBits)) * kLocalWays];
}
inline LocalCopy *find(Recorder &recorder, uptr local, uptr object) {
  LocalCopy *set = setOf(recorder, local, object);
  for (usize way = 0; local && way < kLocalWays; ++way)
    if (set[way].local == local && set[way].object == object)
      return &set[way];
  return nullptr;
}
// One that is free, or the one that is there longest.
inline LocalCopy &leastWanted(LocalCopy *set) {
  LocalCopy *least = set;
  for (LocalCopy *at = set + 1; least->local && at < set + kLocalWays; ++at)
    if (!at->local || at->put < least->put)
      least = at;
  return *least;
}
inline LocalCopy &put(Recorder &recorder, uptr local, uptr object, const refsan_site *context, const refsan_site *site,
                      bool retained) {
  LocalCopy *known = find(recorder, local, object);
  LocalCopy &copy = known ? *known : leastWanted(setOf(recorder, local, object));
  copy.put = ++recorder.local_puts;
  copy.local = local;
  copy.object = object;
  copy.from = 0;
  copy.context = context;
  copy.site = site;
  copy.retained = retained;
  return copy;
}

// Those from the heap have room of their own: while elements are sorted one of them waits in a local, and
// whatever is compared comes and goes.
inline FromHeap *findFromHeap(Recorder &recorder, uptr local, uptr object) {
  for (FromHeap &held : recorder.from_heap)
    if (held.local == local && held.object == object)
      return local ? &held : nullptr;
  return nullptr;
}
inline u32 takeFromHeap(Recorder &recorder, uptr local, uptr object) {
  FromHeap *held = findFromHeap(recorder, local, object);
  if (!held)
    return 0;
  held->local = 0;
  return held->place;
}
} // namespace local_handles

inline void noteLocalCopy(Recorder &recorder, uptr local, uptr object, const refsan_site *site) {
  const refsan_site *under_way = lastRetain(object), *line = lineOf(site);
  // Adopted from a function that took it: that line is whose reference it is.
  bool adopted = under_way && under_way != line;
  local_handles::put(recorder, local, object, __refsan_thread.context, adopted ? under_way : site, under_way);
}

// It came from the heap.
inline void noteFromHeap(Recorder &recorder, uptr local, uptr object, u32 place) {
  for (FromHeap &held : recorder.from_heap)
    if (!held.local || held.local == local) {
      held = {local, object, place};
      return;
    }
  recorder.from_heap[recorder.next_from_heap++ % kFromHeap] = {local, object, place};
}
// From one local to another.
inline void moveLocalCopy(Recorder &recorder, uptr from, uptr to, uptr object) {
  using namespace local_handles;
  if (LocalCopy *copy = find(recorder, from, object)) {
    copy->local = 0;
    put(recorder, to, object, copy->context, copy->site, copy->retained).from = from;
  } else if (FromHeap *held = findFromHeap(recorder, from, object)) {
    held->local = to;
  } else if (LocalCopy *before = find(recorder, to, object); before && before->from != from) {
    before->local = 0; // of a local that was here, and is gone: what has come is another one (else it was told twice)
  }
}

// Two locals exchanged what they hold: now `in_a` and `in_b`.
inline void exchangeLocalCopies(Recorder &recorder, uptr a, uptr in_a, uptr b, uptr in_b) {
  if (in_a == in_b)
    return;
  if (in_b)
    moveLocalCopy(recorder, a, b, in_b);
  if (in_a)
    moveLocalCopy(recorder, b, a, in_a);
}

// Where a handle was taken that goes to the heap by an operation at `site`; 0: it is not known.
inline u32 placeOfLocal(Recorder &recorder, uptr local, uptr object, const refsan_site *site) {
  LocalCopy *copy = local_handles::find(recorder, local, object);
  if (!copy)
    return local_handles::takeFromHeap(recorder, local, object);
  copy->local = 0;
  const refsan_site *move = lineOf(site);
  if (copy->filed_context != copy->context || copy->filed_site != copy->site || copy->filed_move != move ||
      stacked_places) {
    copy->filed_place = makeMovedPlace(recorder, copy->site, copy->context, move);
    copy->filed_context = copy->context;
    copy->filed_site = copy->site;
    copy->filed_move = move;
  }
  return copy->filed_place;
}

// The next release of the object ends the reference of this copy, if it has a count inside.
inline void hintLocalCopy(Recorder &recorder, uptr local, uptr object) {
  static constexpr refsan_site kMadeWith = {nullptr, nullptr, nullptr, 0, 0, static_cast<unsigned short>(Op::Alloc),
                                            0,       0};
  LocalCopy *copy = local_handles::find(recorder, local, object);
  if (!copy) {
    if (u32 place = local_handles::takeFromHeap(recorder, local, object))
      hintRelease(object, placeNumbered(place).line);
    return;
  }
  copy->local = 0;
  if (!copy->retained)
    return hintRelease(object, &kMadeWith);
  bool library = copy->site && copy->site->flags & REFSAN_SITE_LIBRARY;
  hintRelease(object, library && copy->context ? copy->context : copy->site);
}

} // namespace refsan

#endif // REFSAN_RECORD_LOCAL_HANDLES_H
