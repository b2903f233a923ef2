//===- places.h - lines where references are taken, numbered ----*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// (line to show, library operation or null) -> a number of 20 bits, so that a
// reference's record is one word. Numbers are never given back. Any thread,
// async-signal-safe, no lock.
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

  u64 sequence = 0; // when it was numbered

  bool isAbout(const refsan_site *site) const { return site == line || site == operation; }
};

// Where an operation at `site` (null: at the thread's context) is to be shown.
inline RefPlace placeOf(const refsan_site *site) {
  const refsan_site *user = __refsan_thread.context;
  if (!site || !(site->flags & REFSAN_SITE_LIBRARY))
    return {site ? site : user, nullptr, 0};
  return user ? RefPlace{user, site, 0} : RefPlace{site, nullptr, 0};
}

// No place gets a number from here on: no reference is recorded.
void recordNoPlaces();

// 0: no numbers or no memory left, or a place without a line.
u32 internPlace(Recorder &recorder, const RefPlace &place);
RefPlace placeNumbered(u32 id);
// All places there are, to be changed in place (see kept_sites.h).
void visitPlaces(void (*visit)(RefPlace &place, void *arg), void *arg);

inline u32 findPlace(Recorder &recorder, const RefPlace &place) {
  uptr mixed = reinterpret_cast<uptr>(place.line) + reinterpret_cast<uptr>(place.operation) * 5;
  PlaceMemo &memo = recorder.places[(mixed >> 3 ^ mixed >> 11) % kPlaceMemoSize];
  if (__builtin_expect(memo.line != place.line || memo.operation != place.operation, 0))
    memo = {place.line, place.operation, internPlace(recorder, place)};
  return static_cast<u32>(memo.id);
}

} // namespace refsan

#endif // REFSAN_RECORD_PLACES_H
