//===- heap_state_glibc.cpp - the allocator's own variables ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena has no symbol, but a form that nothing else has: 127 list heads of
// two words. An empty one points to itself, 16 bytes before, as the last always
// does; of the others the bits behind the heads tell that they are in use. Counters,
// the fast lists, the top chunk and the last remainder lie before them (glibc 2.27 to 2.40).
//
//===----------------------------------------------------------------------===//

#include "platform/heap_state.h"

namespace refsan {
namespace heap_state {

constexpr usize kHeads = 127, kHeadBytes = 16, kBeforeHeads = 112, kBitsBytes = 16;
constexpr usize kNotYetSorted = 0; // the first list has no bit

static const uptr *wordsAt(uptr p) { return reinterpret_cast<const uptr *>(p); }
static bool isEmptyHead(uptr p) { return wordsAt(p)[0] == p - kHeadBytes && wordsAt(p)[1] == p - kHeadBytes; }
static bool isChunk(uptr p) { return p != 0 && p % 16 == 0; }

// Heads are counted from the second bit.
static bool isInUse(usize head, const u32 *bits) {
  constexpr usize kBits = 32;
  return head == kNotYetSorted || (bits[(head + 1) / kBits] >> (head + 1) % kBits & 1);
}

static bool areHeads(uptr begin) {
  constexpr usize kMostUnderway = 1; // where a thread was stopped amid a change
  const auto *bits = reinterpret_cast<const u32 *>(begin + kHeads * kHeadBytes);
  usize odd = 0;
  for (usize i = 0; i < kHeads && odd <= kMostUnderway; ++i) {
    uptr head = begin + i * kHeadBytes;
    odd += !isEmptyHead(head) && !(isChunk(wordsAt(head)[0]) && isChunk(wordsAt(head)[1]) && isInUse(i, bits));
  }
  return odd <= kMostUnderway;
}

// The last of the heads, of which this is the first that is empty.
static uptr lastHead(uptr first, uptr limit) {
  uptr last = first;
  for (uptr p = first; p + kHeadBytes <= limit && p < first + kHeads * kHeadBytes; p += kHeadBytes)
    last = isEmptyHead(p) ? p : last;
  return last;
}

} // namespace heap_state

Range heapStateIn(Range data) {
  using namespace heap_state;
  constexpr uptr kBeforeLast = kBeforeHeads + (kHeads - 1) * kHeadBytes;
  for (uptr p = (data.begin + 7) & ~uptr(7); p + kHeadBytes <= data.end; p += 8) {
    if (!isEmptyHead(p))
      continue;
    uptr last = lastHead(p, data.end), end = last + kHeadBytes;
    if (last - data.begin >= kBeforeLast && data.end - end >= kBitsBytes && areHeads(end - kHeads * kHeadBytes))
      return {last - kBeforeLast, end};
  }
  return {};
}

} // namespace refsan
