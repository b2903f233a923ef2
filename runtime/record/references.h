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
#include "refsan/abi.h"

namespace refsan {

// Where a reference was taken. `sequence` orders references of one process
// (later is larger; 0: unknown).
struct Taken {
  const refsan_site *site = nullptr; // the line to show: the user's (the thread's context if the operation is library code)
  u64 sequence = 0;
  const refsan_site *operation = nullptr; // the library's own site ("Rc::clone"); null: site is the operation itself
};

void setHandle(uptr slot, uptr object, const refsan_site *site);
void clearHandle(uptr slot);
void retain(uptr object, const refsan_site *site);
void release(uptr object, const refsan_site *retain_site);
// The object's memory is about to be freed: its records go.
void forgetReferences(uptr object);

// The record of the handle in `slot`, if it is about `object`.
bool takenBySlot(uptr slot, uptr object, Taken *out);

// The retains of `object` that are outstanding as far as known: newest last,
// at most `max`. `*unmatched` = releases that could not be matched to a retain
// (each ended one of the retains or the reference the object was made with).
usize outstandingRetains(uptr object, Taken *out, usize max, usize *unmatched);

} // namespace refsan

#endif // REFSAN_RECORD_REFERENCES_H
