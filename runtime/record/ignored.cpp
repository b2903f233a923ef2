//===- ignored.cpp - blocks that are no leaks by the program's wish -------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/ignored.h"

#include "record/contexts.h"

namespace refsan {

namespace ignored {
static const refsan_site mark = {};
// Pointers further inside of a block are not followed to its start.
constexpr usize kFarthest = 64 << 20;
} // namespace ignored

u32 ignoredContext() {
  static u32 id;
  u32 known = __atomic_load_n(&id, __ATOMIC_RELAXED);
  if (known)
    return known;
  Origin origin;
  origin.site = &ignored::mark;
  known = internContext(origin, nullptr, 0);
  __atomic_store_n(&id, known, __ATOMIC_RELAXED);
  return known;
}

bool isIgnored(const Context &context) { return context.site == &ignored::mark; }

bool ignoreBlock(uptr p) {
  constexpr usize kStep = 16; // blocks start there
  uptr lowest = p > ignored::kFarthest ? p - ignored::kFarthest : kStep;
  for (uptr start = p & ~(kStep - 1); start >= lowest; start -= kStep) {
    Block block;
    if (start >> kUserAddressBits || !block_leaves || !blockWord(start)) {
      // Nothing recorded in this part of the address space.
      start &= ~((uptr(1) << kLeafBits) - 1);
      continue;
    }
    if (!blockAt(start, &block))
      continue;
    if (p != start && p - start >= block.size)
      return false;
    recordBlock(start, block.size, ignoredContext());
    return true;
  }
  return false;
}

} // namespace refsan
