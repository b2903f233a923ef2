//===- substitutes.cpp - blocks that stand for others -----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/substitutes.h"

#include "record/chunks.h"

namespace refsan {
namespace substitutes {

constexpr u32 kMapLeafBits = 24, kMapUnitBits = 4;
constexpr usize kMapLeaves = usize(1) << (kUserAddressBits - kMapLeafBits);
constexpr usize kMapLeafBytes = usize(1) << (kMapLeafBits - kMapUnitBits - 3);

static u64 **leaves; // kMapLeaves of them, made with the first substitute

static u64 bitOf(uptr block) { return u64(1) << (block >> kMapUnitBits & 63); }
static usize wordIn(uptr block) { return (block >> (kMapUnitBits + 6)) % (kMapLeafBytes / sizeof(u64)); }

static u64 *wordOf(uptr block) {
  u64 **all = __atomic_load_n(&leaves, __ATOMIC_ACQUIRE);
  u64 *leaf =
      all && !(block >> kUserAddressBits) ? __atomic_load_n(&all[block >> kMapLeafBits], __ATOMIC_ACQUIRE) : nullptr;
  return leaf ? &leaf[wordIn(block)] : nullptr;
}

} // namespace substitutes

bool noteSubstitute(uptr block) {
  using namespace substitutes;
  u64 **all = block >> kUserAddressBits ? nullptr : mapOnce(&leaves, kMapLeaves * sizeof(u64 *));
  u64 *leaf = all ? mapOnce(&all[block >> kMapLeafBits], kMapLeafBytes) : nullptr;
  if (leaf)
    __atomic_fetch_or(&leaf[wordIn(block)], bitOf(block), __ATOMIC_RELAXED);
  return leaf;
}

bool isSubstitute(uptr block) {
  using namespace substitutes;
  u64 *word = block % 16 ? nullptr : wordOf(block);
  return word && __atomic_load_n(word, __ATOMIC_RELAXED) & bitOf(block);
}

bool forgetSubstitute(uptr block) {
  using namespace substitutes;
  return isSubstitute(block) && __atomic_fetch_and(wordOf(block), ~bitOf(block), __ATOMIC_RELAXED) & bitOf(block);
}

} // namespace refsan
