//===- heap_state_glibc.cpp - the allocator's own variables ---------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena has no symbol, but a form that nothing else has: 127 list heads of
// two words, of which the empty ones (the last is always) point to themselves,
// 16 bytes before. Counters, the fast lists, the top chunk and the last remainder
// lie before them (glibc 2.27 to 2.40).
//
//===----------------------------------------------------------------------===//

#include "platform/heap_state.h"

namespace refsan {
namespace heap_state {

constexpr usize kHeads = 127, kHeadBytes = 16, kBeforeHeads = 112;
constexpr usize kEmptyEnough = 48; // there are never so many lists in use at exit

static bool isEmptyHead(uptr p) {
  auto *words = reinterpret_cast<const uptr *>(p);
  return words[0] == p - kHeadBytes && words[1] == p - kHeadBytes;
}

// The end of the list heads, if they begin to be empty at `first`; else 0.
static uptr endOfHeads(uptr first, uptr limit) {
  usize empty = 0;
  uptr end = 0;
  for (uptr p = first; p + kHeadBytes <= limit && p < first + kHeads * kHeadBytes; p += kHeadBytes)
    if (isEmptyHead(p)) {
      ++empty;
      end = p + kHeadBytes;
    }
  return empty >= kEmptyEnough ? end : 0;
}

} // namespace heap_state

Range heapStateIn(Range data) {
  using namespace heap_state;
  for (uptr p = (data.begin + 7) & ~uptr(7); p + kHeadBytes <= data.end; p += 8)
    if (isEmptyHead(p))
      if (uptr end = endOfHeads(p, data.end))
        return {end - kHeads * kHeadBytes - kBeforeHeads, end};
  return {};
}

} // namespace refsan
