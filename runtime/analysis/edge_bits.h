//===- edge_bits.h - what is known of an edge -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The meaning of a pointer from one leaked block to another for the lifetime of its
// target, as bits. Pure.
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_ANALYSIS_EDGE_BITS_H
#define REFSAN_ANALYSIS_EDGE_BITS_H

#include "base/ints.h"
#include "refsan/kinds.h"

namespace refsan {

// The lowest three: its Strength.
enum EdgeBits : u16 {
  kStrengthMask = 7,
  kTyped = 8,         // by a field; otherwise an aligned word
  kStart = 16,        // points to the start of the block
  kOwns = 32,         // keeps its target alive, as far as known
  kHandle = 64,       // one of the strong count of its target, by its type or assumed
  kGuessed = 128,     // kOwns was concluded, not said by a type or count
  kNamesHolder = 256, // the field's name says that it points back
  kAssumed = 512,     // a field that may be a handle
  kDead = 1024,       // among what a container has destroyed: it means nothing
};

inline Strength strengthOf(u16 bits) { return static_cast<Strength>(bits & kStrengthMask); }
inline bool reaches(u16 bits) { return strengthOf(bits) != Strength::Weak && !(bits & kDead); }
inline bool owns(u16 bits) { return bits & kOwns; }
inline bool isPlain(u16 bits) { return bits & kTyped && strengthOf(bits) == Strength::Raw; }

} // namespace refsan

#endif // REFSAN_ANALYSIS_EDGE_BITS_H
