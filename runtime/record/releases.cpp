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
  if (ends == Ends::Unknown)
    return __builtin_expect(old & kMade, 1) ? withoutOne(old) : old | kMadeDoubtful;
  if (ends == Ends::Retain || old & kMadeEnded)
    return withoutOne(old);
  return old & kMadeDoubtful ? withoutOne((old & ~kMade) | kMadeEnded) : old | kMadeEnded;
}

__attribute__((noinline)) static void endAgain(uptr object, u32 *word, u32 old, Ends ends) {
  while (old && retains::isOfOnePlace(old))
    if (retains::replace(word, old, left(old, ends)))
      return;
  if (old)
    release(object, nullptr, Unknown::Made);
}

static inline __attribute__((always_inline)) void end(uptr object, u32 *word, u32 old, Ends ends) {
  if (old && __builtin_expect(!retains::replace(word, old, left(old, ends)), 0))
    endAgain(object, word, old, ends);
}

// The pass has said which it is.
__attribute__((noinline)) static void endHinted(Recorder &mine, uptr object) {
  const refsan_site *taken = __refsan_thread.hinted_retain;
  u32 *word = taken ? retains::findToEnd(mine, object, 0) : nullptr;
  u32 old = word ? retains::load(word) : 0;
  if (__builtin_expect(!retains::isOfOnePlace(old) || __atomic_load_n(&word_sets, __ATOMIC_RELAXED) > 1, 0))
    return release(object, nullptr, Unknown::Made); // which of them: it reads the hint
  __refsan_thread.hinted = 0;
  end(object, word, old, endsWhatWasTakenAt(taken));
}

// The handle's word is about something else, or the object's is, or there is none.
__attribute__((noinline)) static void endOtherwise(uptr object, uptr slot, Recorder &mine) {
  if (isHinted(object) && (!slot || isOnStack(mine, slot)))
    return endHinted(mine, object);
  u16 *record = handles::find(slot);
  u32 noted = record ? handles::load(record) : 0, place = handles::placeFor(noted, object);
  bool known = noted && handles::isInline(place);
  u32 *word = retains::findToEnd(mine, object, known ? place : 0);
  u32 old = word ? retains::load(word) : 0;
  if (__builtin_expect(!retains::isOfOnePlace(old) || (noted & handles::kPlaceMask) == handles::kElsewhere, 0))
    return handles::releaseSlowly(mine, object, slot);
  if (known)
    handles::store(record, 0);
  else if (isHinted(object))
    return endHinted(mine, object);
  __refsan_thread.hinted = 0;
  Ends ends = Ends::Unknown;
  if (known)
    ends = place == retains::placeInWord(old) ? Ends::Retain : endsWhatWasTakenAt(placeNumbered(place).line);
  else if (const refsan_site *taken = lastRetain(object); taken && slot && isOnStack(mine, slot)) {
    ends = endsWhatWasTakenAt(taken); // it was under way, and never came to rest
    __refsan_thread.taken = nullptr;
  }
  end(object, word, old, ends);
}

// The slot says where its handle was taken: if all that is outstanding was taken there, one of it ends.
__attribute__((noinline)) static void endNoted(uptr object, uptr slot, Recorder &mine, u16 *record) {
  u32 *word = retains::find(mine, object);
  u32 old = word ? retains::load(word) : 0, place = retains::placeInWord(old);
  if (!handles::isInline(place) || handles::placeFor(handles::load(record), object) != place ||
      !retains::isOfOnePlace(old) || !retains::replace(word, old, retains::withoutOne(old)))
    return endOtherwise(object, slot, mine);
  __refsan_thread.hinted = 0;
  handles::store(record, 0);
}
} // namespace releases

void releaseHandle(uptr object, uptr slot) {
  using namespace releases;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine || !object, 0))
    return;
  if (isHinted(object))
    return !slot || isOnStack(*mine, slot) ? endHinted(*mine, object) : endOtherwise(object, slot, *mine);
  if (ReferenceWords *near = referenceWords(slot)) // else it is on a stack, or the handle was given away
    if (u16 *record = near->handleAt(slot); handles::load(record))
      return endNoted(object, slot, *mine, record);
  ReferenceWords *words = referenceWords(object);
  if (__builtin_expect(!words, 0)) // nothing was ever retained there, or nothing is recorded
    return;
  u32 *word = words->retainAt(object, mine->word_set);
  u32 old = word ? retains::load(word) : 0;
  if (!old || !retains::isOfOnePlace(old) || (slot && lastRetain(object)) ||
      !retains::replace(word, old, left(old, Ends::Unknown)))
    return endOtherwise(object, slot, *mine);
  __refsan_thread.hinted = 0;
}

} // namespace refsan
