//===- references.h - the references being held -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who took a strong reference, and where. Two records, both bounded by what is
// outstanding: the slots (handles at a known address in the heap) and, for each
// counted object whose handles move by value, its outstanding retains. They
// explain edges that the heap shows; they never make one. Recording: any
// thread, no libc call. Reading: the check only, other threads stopped.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_REFERENCES_H
#define REFSAN_RECORD_REFERENCES_H

#include "base/ints.h"
#include "record/reference_words.h"
#include "record/thread_state.h"
#include "refsan/abi.h"

namespace refsan {

// Where a reference was taken. `sequence` orders references of one process
// (later is larger; 0: unknown).
struct Taken {
  const refsan_site *site =
      nullptr; // the line to show: the user's (the thread's context if the operation is library code)
  u64 sequence = 0;
  const refsan_site *operation = nullptr; // the library's own site ("Rc::clone"); null: site is the operation itself
  const refsan_site *moved = nullptr;     // a copy in a local variable that was moved where it is: the line of that
  u32 stack = 0;                          // the number of a context with who called there; 0: not asked for
};

// Slots on the calling thread's stack are ignored.
void setHandle(uptr slot, uptr object, const refsan_site *site);
// The same of a copy of another handle; those on the stack are known until they move.
void copyHandle(uptr slot, uptr object, const refsan_site *site);
void clearHandle(uptr slot);
// Two slots exchanged what they hold: now `in_a` and `in_b`. Handles that moved
// within the heap keep the record of who took them; others are taken at `site`.
void swapHandles(uptr a, uptr in_a, uptr b, uptr in_b, const refsan_site *site);
// The same of a slot in the heap and a local variable: the slot holds `now`, the local what was there `before`.
// `local`: by which copyHandle() knows it (0: not at all).
void exchangeHandle(uptr slot, uptr now, uptr before, const refsan_site *site, uptr local);
// Between these two of a thread, the four above do nothing: whoever moves many tells it at the end.
void beginMove();
void endMove();
// The bytes at `from` were moved to `to`, handles in them too.
void moveHandles(uptr from, uptr to, usize bytes);

// One record an (object, place), with a count that stays at 255 once there.
void retain(uptr object, const refsan_site *site);
// Ends the newest retain at `retain_site` (its line or its operation) that is outstanding. If there is none,
// or it is null: ends a retain if all that are outstanding are of one place;
// if they are of several, the release counts as unmatched; if there are none,
// the reference that the object was made with has ended, and nothing is kept.
enum class Unknown : u8 {
  Unmatched,
  Newest, // if they are of several, ends the newest
  Made,   // the first one of an object is taken to end the reference it was made with, unless that has ended
};
void release(uptr object, const refsan_site *retain_site, Unknown unknown = Unknown::Unmatched);
// The handle in `slot` gives up its reference to `object`, whose count is its first word: ends the retain that
// the slot's record names, if it has one.
void releaseHandle(uptr object, uptr slot);
// The thread's reference under way (see refsan_thread) has come to rest if its handle is in these bytes of the heap.
void restHandle(uptr at, usize bytes);

// The next release of `object` on this thread is of this retain (an allocation's site: of the
// reference that the object was made with; null: of one of which no record is kept). Dropped if another object's is
// next.
void hintRelease(uptr object, const refsan_site *retain_site);
// In place of its site: it was taken elsewhere, if it is not what the object was made with.
extern const refsan_site unknown_reference;
inline bool isHinted(uptr object) { return __refsan_thread.hinted == ~object; }
// It is none that came after the handle: the one under way is another one's.
inline bool isHintedOlder(uptr object) { return __refsan_thread.hinted == ~(object + 1); }
// As hintRelease(): of the reference that the slot's record is about, if it is about
// the object. The record goes.
void hintSlot(uptr object, uptr slot);
// The next change of the object's count on this thread is recorded already; 0: no longer.
void covered(uptr object);
bool isCovered(uptr object);
// The line of this thread's last retain if that was of `object`, or null.
const refsan_site *lastRetain(uptr object);

// The object's memory is about to be freed: its retains go. Records of slots in
// freed memory stay until their address is a slot again: takenBySlot() sees that
// they are about another object, and there is one an address at most.
extern bool retains_in_use;
void forgetRetains(uptr object);
// No reference to it is under way: what comes to this address next was not retained yet.
inline void forgetWay(uptr object) {
  if (__refsan_thread.moving == ~object)
    __refsan_thread.moving = 0;
}
inline void forgetReferences(uptr object) {
  forgetWay(object);
  if (__builtin_expect(__atomic_load_n(&retains_in_use, __ATOMIC_RELAXED), 0))
    forgetRetains(object);
}
// There is nothing to forget. The thread has a recorder.
inline bool hasNoReferences(uptr object) {
  if (isHinted(object))
    return false;
  ReferenceWords *words = referenceWords(object);
  if (!words)
    return true;
  return !*words->retainAt(object) && words->eachSet(1, [&](u32 set) { return !*words->retainAt(object, set); });
}

// The record of the handle in `slot`, if it is about `object` (as a few bits of
// its address tell). Checker only.
bool takenBySlot(uptr slot, uptr object, Taken *out);

// The retains of `object` that are outstanding as far as known: newest last,
// at most `max` (the newest). `*unmatched` = releases that could not be matched
// to a retain (each ended one of the retains or the reference the object was
// made with). Retains of one place have the sequence of the newest. Checker only.
usize outstandingRetains(uptr object, Taken *out, usize max, usize *unmatched);
// Retains are outstanding, and nothing says that the reference that the object was made with has ended. Checker only.
bool mayHoldMade(uptr object);

} // namespace refsan

#endif // REFSAN_RECORD_REFERENCES_H
