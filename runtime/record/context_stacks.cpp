//===- context_stacks.cpp - stacks that makecontext was given -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/context_stacks.h"

#include "record/blocks.h"
#include "record/chunks.h"

namespace refsan {

namespace context_stacks {
constexpr u32 kPlaces = 1 << 14, kMostTries = 64;
static GivenStack *table; // hashed by where they begin, 0: free

static u32 contextAt(uptr block) {
  const u32 *word = blockWord(block);
  return word ? __atomic_load_n(word, __ATOMIC_RELAXED) >> kContextShift : 0;
}
} // namespace context_stacks

void noteContextStack(Range stack) {
  using namespace context_stacks;
  uptr block = startOfBlock(stack.begin);
  u32 context = contextAt(block);
  GivenStack *places = context ? mapOnce(&table, kPlaces * sizeof(GivenStack)) : nullptr;
  u32 first = static_cast<u32>(stack.begin / sizeof(uptr)) * 0x9e3779b1u >> 7;
  for (u32 i = 0; places && i < kMostTries; ++i) {
    GivenStack &place = places[(first + i) % kPlaces];
    uptr known = 0; // the exchange says what is there if nothing is changed
    if (!__atomic_compare_exchange_n(&place.stack.begin, &known, stack.begin, false, __ATOMIC_RELAXED,
                                     __ATOMIC_RELAXED) &&
        known != stack.begin)
      continue;
    place.block = block;
    place.context = context;
    __atomic_store_n(&place.stack.end, stack.end, __ATOMIC_RELEASE);
    return;
  }
}

void forEachContextStack(void (*visit)(const GivenStack &given, void *arg), void *arg) {
  using namespace context_stacks;
  for (u32 i = 0; table && i < kPlaces; ++i)
    if (const GivenStack &given = table[i];
        given.stack.begin < given.stack.end && contextAt(given.block) == given.context)
      visit(given, arg);
}

} // namespace refsan
