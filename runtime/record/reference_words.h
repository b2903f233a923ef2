//===- reference_words.h - words about references, by address ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For each 16 MiB of address space in which a reference was recorded, two arrays
// of words: of what the handles there are (handles.cpp) and of what the objects
// there have outstanding (retains.cpp), the latter in several sets. A set is one thread's, from its
// first retain until it ends; those for whom there is none left share the last one.
// Pages of them that nobody wrote to take no memory. Any thread, no lock, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_REFERENCE_WORDS_H
#define REFSAN_RECORD_REFERENCE_WORDS_H

#include "record/chunks.h"

namespace refsan {

struct ReferenceWords {
  static constexpr u32 kBits = 24; // an array of pointers of 64 MiB, which an address space with a limit has room for
  static constexpr usize kBytes = usize(1) << kBits; // of the address space that it covers
  static constexpr u32 kHandleBits = 3;              // a word for each handle of 8 bytes
  static constexpr u32 kRetainBits = 5;              // a word for each granule, which holds at most one object
  static constexpr usize kHandles = usize(1) << (kBits - kHandleBits), kRetains = usize(1) << (kBits - kRetainBits);

  static constexpr u32 kSets = 16; // of words of the objects; each costs the memory of what its thread retains
  static constexpr u32 kSharedSet = kSets - 1, kNoSet = kSets;

  u16 handles[kHandles];
  u32 retains[kRetains]; // of the first set
  u32 used_sets;         // a bit for each of which something was said
  u32 *sets[kSets + 1];  // null: nothing was said yet, as always in kNoSet

  u16 *handleAt(uptr slot) { return &handles[(slot >> kHandleBits) % kHandles]; }
  u32 *retainAt(uptr object) { return &retains[indexOf(object)]; }
  // Null: nothing was said yet.
  u32 *retainAt(uptr object, u32 set) {
    u32 *words = __atomic_load_n(&sets[set], __ATOMIC_ACQUIRE);
    return __builtin_expect(words != nullptr, 1) ? &words[indexOf(object)] : nullptr;
  }
  // Calls f(set) for those of which something was said, from `first` on, until it says false. False: so it did.
  template <typename F> bool eachSet(u32 first, F f) const {
    u32 used = __atomic_load_n(&used_sets, __ATOMIC_RELAXED);
    for (u32 left = used >> first << first; __builtin_expect(left != 0, 0); left &= left - 1)
      if (!f(static_cast<u32>(__builtin_ctz(left))))
        return false;
    return true;
  }

private:
  static usize indexOf(uptr object) { return (object >> kRetainBits) % kRetains; }
};

extern u32 word_sets;                    // how many were ever in use
extern ReferenceWords **reference_words; // of each piece of address space; null before startReferenceWords()

// Null: nothing was said yet. The address is one of user space; the thread has a
// recorder, or it has been looked whether there are any words.
inline __attribute__((always_inline)) ReferenceWords *referenceWords(uptr address) {
  return __atomic_load_n(&reference_words[address >> ReferenceWords::kBits], __ATOMIC_ACQUIRE);
}
// Null: no memory, or no address of user space.
ReferenceWords *makeReferenceWords(uptr address);
// The word of an object in a set. Null: no memory, or no address of user space.
u32 *makeRetainWord(uptr object, u32 set);
// A set that is no other thread's, or the shared one. What the one before wrote there is seen by the one that has it.
u32 claimRetainSet();
void giveUpRetainSet(u32 set);
// Before the first thread has a recorder. False: no memory.
bool startReferenceWords();

} // namespace refsan

#endif // REFSAN_RECORD_REFERENCE_WORDS_H
