//===- hash.h - mixing bits -------------------------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hashes for tables and fingerprints. hashBytes gives the same value in every
// version and process: it is part of the fingerprints users keep in baselines.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_BASE_HASH_H
#define REFSAN_BASE_HASH_H

#include "base/strings.h"

namespace refsan {

// A permutation in which every input bit changes half of the output bits.
constexpr u64 mixBits(u64 x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93u;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93u;
  return x ^ (x >> 32);
}

constexpr u64 hashCombine(u64 seed, u64 value) { return mixBits(seed * 3 + value + 0x9e3779b97f4a7c15u); }

// FNV-1a, 64 bits.
constexpr u64 hashBytes(StringView text, u64 seed = 0xcbf29ce484222325u) {
  for (usize i = 0; i < text.size; ++i)
    seed = (seed ^ static_cast<u8>(text.data[i])) * 0x100000001b3u;
  return seed;
}

} // namespace refsan

#endif // REFSAN_BASE_HASH_H
