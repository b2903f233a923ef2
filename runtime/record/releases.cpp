//===- releases.cpp - which reference ends with a handle --------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The quick way: what the handle's word, the pass's hint or the thread's reference
// under way tells, applied to the object's word. All else is handles.cpp's.
//
//===----------------------------------------------------------------------===//

#include "record/handle_words.h"
#include "record/places.h"
#include "record/references.h"
#include "record/retain_words.h"
#include "refsan/kinds.h"

namespace refsan {
namespace releases {

enum class Ends : u8 { Retain, Made, Unknown };

static inline Ends endsWhatWasTakenAt(const refsan_site *site) {
  return site && site->op == static_cast<u16>(Op::Alloc) ? Ends::Made : Ends::Retain;
}

// What is left of an object's word. The first reference that ends is taken to be the one the object was made
// with, unless more is known; if that ends for sure later on, the first one was a retain.
static inline __attribute__((always_inline)) u32 left(u32 old, Ends ends) {
  using namespace retains;
  if (ends == Ends::Retain || old & kMadeEnded || (ends == Ends::Unknown && old & kMadeDoubtful))
    return withoutOne(old);
  if (ends == Ends::Unknown)
    return old | kMadeDoubtful;
  return old & kMadeDoubtful ? withoutOne((old & ~kMade) | kMadeEnded) : old | kMadeEnded;
}

__attribute__((noinline)) static void endAgain(uptr object, u32 *word, u32 old, Ends ends) {
  while (old && retains::isOfOnePlace(old))
    if (retains::replace(word, old, left(old, ends)))
      return;
  if (old)
    release(object, nullptr, Unknown::Made);
}

static inline Ends byHint(Recorder &mine, uptr object, uptr slot, bool *none) {
  if (isHinted(object)) {
    *none = !__refsan_thread.hinted_retain;
    return endsWhatWasTakenAt(__refsan_thread.hinted_retain);
  }
  const refsan_site *taken = lastRetain(object);
  if (!taken || !slot || !isOnStack(mine, slot))
    return Ends::Unknown;
  __refsan_thread.taken = nullptr; // it was under way, and never came to rest
  return endsWhatWasTakenAt(taken);
}
} // namespace releases

void releaseHandle(uptr object, uptr slot) {
  using namespace releases;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine || !object, 0))
    return;
  u16 *record = handles::find(slot);
  u32 noted = record ? handles::load(record) : 0;
  u32 *word = retains::find(object);
  u32 old = word ? retains::load(word) : 0;
  if (!(noted | old)) {
    __refsan_thread.hinted = 0;
    return;
  }
  if (__builtin_expect(!retains::isOfOnePlace(old) || (noted & handles::kPlaceMask) == handles::kElsewhere, 0))
    return handles::releaseSlowly(*mine, object, slot);
  bool none = !old;
  Ends ends;
  if (u32 place = handles::placeFor(noted, object); noted && handles::isInline(place)) {
    handles::store(record, 0);
    ends = place == retains::placeInWord(old) ? Ends::Retain : endsWhatWasTakenAt(placeNumbered(place).line);
  } else {
    ends = byHint(*mine, object, slot, &none);
  }
  __refsan_thread.hinted = 0;
  if (none || !old)
    return;
  if (__builtin_expect(!retains::replace(word, old, left(old, ends)), 0))
    endAgain(object, word, old, ends);
}

} // namespace refsan
