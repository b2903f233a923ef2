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
#include "record/retain_debts.h"
#include "refsan/kinds.h"

namespace refsan {
namespace releases {

using retains::Ends;

static inline Ends endsWhatWasTakenAt(const refsan_site *site) {
  return site && site->op == static_cast<u16>(Op::Alloc) ? Ends::Made : Ends::Retain;
}

__attribute__((noinline)) static void endSlowly(Recorder &mine, uptr object, retains::Word word, Ends ends) {
  if (!retains::endInWord(mine, object, word, ends) && retains::load(word.at) & retains::kMore)
    release(object, nullptr, Unknown::Made);
}

static inline __attribute__((always_inline)) void end(Recorder &mine, uptr object, retains::Word word, u32 old,
                                                      Ends ends) {
  if (old && (__builtin_expect(word.set != mine.word_set, 0) ||
              __builtin_expect(!retains::drop(!__libc_single_threaded, word.at, old, ends), 0)))
    endSlowly(mine, object, word, ends);
}

// The pass has said which it is.
__attribute__((noinline)) static void endHinted(Recorder &mine, uptr object) {
  const refsan_site *taken = __refsan_thread.hinted_retain;
  u32 *word = taken ? retains::find(mine, object) : nullptr;
  u32 old = word ? retains::load(word) : 0;
  if (__builtin_expect(!retains::isOfOnePlace(old) || !__libc_single_threaded || retains::mayBeOfOthers(mine), 0))
    return release(object, nullptr, Unknown::Made); // which of them: it reads the hint
  __refsan_thread.hinted = 0;
  if (old)
    retains::store(word, retains::left(old, endsWhatWasTakenAt(taken)));
}

// The handle's word is about something else, or the object's is, or there is none.
__attribute__((noinline)) static void endOtherwise(uptr object, uptr slot, Recorder &mine) {
  if (isHinted(object) && (!slot || isOnStack(mine, slot)))
    return endHinted(mine, object);
  u16 *record = handles::find(slot);
  u32 noted = record ? handles::load(record) : 0, place = handles::placeFor(noted, object);
  bool known = noted && handles::isInline(place);
  Ends ends = known ? endsWhatWasTakenAt(placeNumbered(place).line) : Ends::Unknown;
  retains::Word word = retains::findToEnd(mine, object, ends == Ends::Retain ? place : 0);
  u32 old = word.at ? retains::load(word.at) : 0;
  if (__builtin_expect(!retains::isOfOnePlace(old) || (noted & handles::kPlaceMask) == handles::kElsewhere, 0))
    return handles::releaseSlowly(mine, object, slot);
  if (known)
    handles::store(record, 0);
  else if (isHinted(object))
    return endHinted(mine, object);
  bool older = isHintedOlder(object);
  __refsan_thread.hinted = 0;
  if (known) {
    ends = place == retains::placeInWord(old) ? Ends::Retain : ends;
  } else if (const refsan_site *taken = lastRetain(object); taken && !older && slot && isOnStack(mine, slot)) {
    ends = endsWhatWasTakenAt(taken); // it was under way, and never came to rest
    __refsan_thread.taken = nullptr;
  }
  end(mine, object, word, old, ends);
}

// The slot says where its handle was taken: if all that is outstanding was taken there, one of it ends.
template <bool kThreads>
__attribute__((noinline)) static void endNoted(uptr object, uptr slot, Recorder &mine, u16 *record) {
  u32 place = handles::placeFor(handles::load(record), object);
  u32 *word = retains::find(mine, object);
  u32 old = word ? retains::load(word) : 0;
  constexpr u32 kSame = retains::kWordPlace | (kThreads ? retains::kDebts : 0); // and nobody else has ended any
  if (!handles::isInline(place) || (old ^ retains::wordOf(place)) & kSame || !retains::isOfOnePlace(old))
    return endOtherwise(object, slot, mine);
  retains::dropOne(kThreads, word, old);
  if (__builtin_expect(__refsan_thread.hinted != 0, 0))
    __refsan_thread.hinted = 0;
  handles::store(record, 0);
}

template <bool kThreads>
static inline __attribute__((always_inline)) void releaseQuickly(uptr object, uptr slot, Recorder &mine) {
  if (isHinted(object))
    return !slot || isOnStack(mine, slot) ? endHinted(mine, object) : endOtherwise(object, slot, mine);
  if (ReferenceWords *near = referenceWords(slot)) // else it is on a stack, or the handle was given away
    if (u16 *record = near->handleAt(slot); handles::load(record))
      return endNoted<kThreads>(object, slot, mine, record);
  ReferenceWords *words = referenceWords(object);
  if (__builtin_expect(!words, 0)) // nothing was ever retained there, or nothing is recorded
    return;
  u32 *word = words->retainAt(object, mine.word_set);
  u32 old = word ? retains::load(word) : 0;
  if (!old || !retains::isOfOnePlace(old) || (kThreads && retains::debtsInWord(old)))
    return endOtherwise(object, slot, mine);
  if (__builtin_expect(__refsan_thread.taken != nullptr, 0) && slot && lastRetain(object))
    return endOtherwise(object, slot, mine);
  __refsan_thread.hinted = 0;
  if (!retains::drop(kThreads, word, old, Ends::Unknown))
    endSlowly(mine, object, {word, mine.word_set}, Ends::Unknown);
}
__attribute__((noinline)) static void releaseAmongThreads(uptr object, uptr slot, Recorder &mine) {
  releaseQuickly<true>(object, slot, mine);
}
} // namespace releases

void releaseHandle(uptr object, uptr slot) {
  using namespace releases;
  Recorder *mine = thread_locals.recorder;
  if (__builtin_expect(!mine || !object, 0))
    return;
  if (__builtin_expect(!__libc_single_threaded, 0))
    return releaseAmongThreads(object, slot, *mine);
  releaseQuickly<false>(object, slot, *mine);
}

} // namespace refsan
