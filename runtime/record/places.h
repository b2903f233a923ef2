//===- places.h - lines where references are taken, numbered ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// (line to show, library operation or null, its callers if they are asked for) -> a number
// of 20 bits, so that a reference's record is one word. Numbers are never given back. Any
// thread, async-signal-safe, no lock.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_PLACES_H
#define REFSAN_RECORD_PLACES_H

#include "record/thread_state.h"

namespace refsan {

constexpr u32 kPlaceBits = 20;

struct RefPlace {
  const refsan_site *line = nullptr;
  const refsan_site *operation = nullptr; // null: the line is the operation itself
  const refsan_site *moved = nullptr;     // where the handle was moved to the heap, if it was taken by a local variable
  u64 sequence = 0;                       // when it was numbered
  u32 stack = 0;                          // a context's number; 0: not asked for

  bool isAbout(const refsan_site *site) const { return site == line || site == operation; }
};

// The line by which an operation at `site` is shown: the user's.
inline const refsan_site *lineOf(const refsan_site *site) {
  const refsan_site *user = __refsan_thread.context;
  return user && (!site || site->flags & REFSAN_SITE_LIBRARY) ? user : site;
}

// If set, no place gets a number: no reference is recorded.
extern bool no_places;
// If set, places have stacks, and no thread's memo knows any.
extern bool stacked_places;

// The number of the place of an operation at `site` (null: at the thread's
// context). 0: no numbers or no memory left, or a place without a line.
u32 makePlace(Recorder &recorder, const refsan_site *site);
// The same of an operation with the context `user`, whose handle was moved at the line `moved`.
u32 makeMovedPlace(Recorder &recorder, const refsan_site *site, const refsan_site *user, const refsan_site *moved);
RefPlace placeNumbered(u32 id);
// A release said that it gives up a reference that was taken at this place.
void noteNamedRelease(u32 id);
bool hasNamedReleases(u32 id);
// All places there are, to be changed in place (see kept_sites.h).
void visitPlaces(void (*visit)(RefPlace &place, void *arg), void *arg);

inline __attribute__((always_inline)) PlaceMemo &placeMemo(Recorder &recorder, const refsan_site *site) {
  // Sites lie 40 bytes apart, so that neighbours rarely share a memo.
  uptr mixed = reinterpret_cast<uptr>(site) + reinterpret_cast<uptr>(__refsan_thread.context) * 5;
  return recorder.places[mixed / sizeof(PlaceMemo) % kPlaceMemoSize];
}
inline __attribute__((always_inline)) bool isOf(const PlaceMemo &memo, const refsan_site *site) {
  uptr differs = (reinterpret_cast<uptr>(memo.site) ^ reinterpret_cast<uptr>(site)) |
                 (reinterpret_cast<uptr>(memo.context) ^ reinterpret_cast<uptr>(__refsan_thread.context));
  return __builtin_expect(!differs, 1);
}
// The same as makePlace() if the thread's memo knows it, else 0.
inline __attribute__((always_inline)) u32 knownPlace(Recorder &recorder, const refsan_site *site) {
  const PlaceMemo &memo = placeMemo(recorder, site);
  return isOf(memo, site) ? memo.id : 0;
}
inline u32 findPlace(Recorder &recorder, const refsan_site *site) {
  u32 known = knownPlace(recorder, site);
  return __builtin_expect(known != 0, 1) ? known : makePlace(recorder, site);
}

} // namespace refsan

#endif // REFSAN_RECORD_PLACES_H
