//===- reference_words.h - words about references, by address ---*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For each 4 MiB of address space in which a reference was recorded, two arrays
// of words: of what the handles there are (handles.cpp) and of what the objects
// there have outstanding (retains.cpp). Pages of them that nobody wrote to take no
// memory. Any thread, no lock, async-signal-safe.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_REFERENCE_WORDS_H
#define REFSAN_RECORD_REFERENCE_WORDS_H

#include "record/chunks.h"

namespace refsan {

struct ReferenceWords {
  static constexpr u32 kBits = 22;
  static constexpr usize kBytes = usize(1) << kBits; // of the address space that it covers
  static constexpr u32 kHandleBits = 4; // a word for handles of 16 bytes
  static constexpr u32 kRetainBits = 5; // a word for each granule, which holds at most one object
  static constexpr usize kHandles = usize(1) << (kBits - kHandleBits), kRetains = usize(1) << (kBits - kRetainBits);

  u32 handles[kHandles];
  u32 retains[kRetains];

  u32 *handleAt(uptr slot) { return &handles[(slot >> kHandleBits) % kHandles]; }
  u32 *retainAt(uptr object) { return &retains[(object >> kRetainBits) % kRetains]; }
};

namespace reference_words {
constexpr u32 kTableBits = 33;
constexpr usize kTables = usize(1) << (kUserAddressBits - kTableBits);
constexpr usize kTableSize = usize(1) << (kTableBits - ReferenceWords::kBits);
extern ReferenceWords **tables[kTables];
} // namespace reference_words

// Null: nothing was said yet. The address is one of user space.
inline __attribute__((always_inline)) ReferenceWords *referenceWords(uptr address) {
  using namespace reference_words;
  ReferenceWords **table = __atomic_load_n(&tables[address >> kTableBits], __ATOMIC_ACQUIRE);
  return __builtin_expect(table != nullptr, 1)
             ? __atomic_load_n(&table[(address >> ReferenceWords::kBits) % kTableSize], __ATOMIC_ACQUIRE)
             : nullptr;
}
// Null: no memory, or no address of user space.
ReferenceWords *makeReferenceWords(uptr address);

} // namespace refsan

#endif // REFSAN_RECORD_REFERENCE_WORDS_H
