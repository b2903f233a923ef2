//===- foreign_stacks.cpp - stacks that the program made ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/foreign_stacks.h"

#include "platform/memory.h"
#include "record/chunks.h"

namespace refsan {

namespace foreign_stacks {
constexpr u32 kPlaces = 1 << 15, kMostTries = 64;
static uptr *pages; // hashed by address, 0: free

static u32 placeOf(uptr page) { return static_cast<u32>((page / kPageSize) * 0x9e3779b1u >> 7); }
} // namespace foreign_stacks

void noteForeignStack(uptr frame) {
  using namespace foreign_stacks;
  uptr *table = mapOnce(&pages, kPlaces * sizeof(uptr));
  uptr page = frame & ~(kPageSize - 1);
  for (u32 i = 0; table && i < kMostTries; ++i) {
    uptr *place = &table[(placeOf(page) + i) % kPlaces], known = __atomic_load_n(place, __ATOMIC_RELAXED);
    if (!known && __atomic_compare_exchange_n(place, &known, page, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
      return;
    if (known == page)
      return;
  }
}

bool anyForeignStack() { return __atomic_load_n(&foreign_stacks::pages, __ATOMIC_RELAXED) != nullptr; }

bool isForeignStack(Range range) {
  using namespace foreign_stacks;
  for (u32 i = 0; pages && i < kPlaces; ++i)
    if (pages[i] && range.contains(pages[i]))
      return true;
  return false;
}

} // namespace refsan
