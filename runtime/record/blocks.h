//===- blocks.h - the live blocks of the heap -------------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The side table: address -> what was recorded when the block was allocated.
// recordBlock() and forgetBlock() are the hot path: no lock, no libc call, any
// thread, async-signal-safe. The reading side (forEachBlock) runs in the check,
// while all other threads are stopped.
//
// A word of 4 bytes a granule of 32 bytes of address space, in leaves that are
// mapped when their part of the address space is first recorded:
//   bits 31..7  id of the context, 0: no block starts here; its lowest two bits are
//               the family of the function that made the block
//   bit  6      the block starts at the granule's upper half
//   bits 5..0   slack: heapSpan() less the size asked for; 63: it is in the next
//               granule's word, which a block of that many bytes has to itself
//
//===----------------------------------------------------------------------===//

#ifndef REFSAN_RECORD_BLOCKS_H
#define REFSAN_RECORD_BLOCKS_H

#include "base/ints.h"
#include "platform/heap.h"
#include "record/chunks.h"
#include "refsan/abi.h"
#include "refsan/kinds.h"

namespace refsan {

// Where blocks come from: the pass's sites and the stack, interned. Never freed.
struct Context {
  const refsan_site *site;  // of the allocating call, null: not instrumented
  const refsan_site *user;  // the user's call into the library that allocated, null: none or unknown
  const refsan_site *typed; // the library call that knew the type, null: none
  u32 order;                // contexts are numbered as they are first seen, from 1
  u8 frame_count;
  u8 generation;  // see startGeneration()
  u16 scope;      // allocated within a scope that is checked (see scopes.h), 0: none
  uptr frames[1]; // return addresses, innermost first (frame_count of them)

  // The site whose type and layout describe the block, or null.
  const refsan_site *describedBy() const {
    // What lies behind a header is what the block is for, whatever the header is.
    Layout layout = typed ? static_cast<Layout>(typed->layout) : Layout::One;
    bool instead =
        typed && (isCountedArray(layout) || layout == Layout::End || !site || !site->type || isMore(*typed, *site));
    return instead ? typed : site;
  }
  // Who made the block knew no more than what its struct begins with.
  static bool isMore(const refsan_site &typed, const refsan_site &site) {
    return typed.type && typed.layout == site.layout && site.layout == static_cast<u16>(Layout::One) &&
           site.type->size < typed.type->size;
  }
  // The line to show as "made at", or null.
  const refsan_site *madeAt() const { return site && !(site->flags & REFSAN_SITE_LIBRARY) ? site : user ? user : site; }
  // Who called the function that made the block for its caller (xmalloc), or null: unknown, or it was for itself.
  const refsan_site *madeFor() const {
    return user && site && site->flags & REFSAN_SITE_FOR_CALLER && madeAt() == site ? user : nullptr;
  }
};

struct Block {
  uptr address = 0;
  usize size = 0; // as the program asked for
  const Context *context = nullptr;
};

// Maps the table's directory. False: no memory. Once, before all below.
bool startBlocks();
// The block that was just allocated at `address` with `size` bytes asked for
// belongs to `context`, an id from record/contexts.h.
void recordBlock(uptr address, usize size, u32 context);
// The same where no memory has to be made for it; false: nothing done.
inline bool recordBlockQuickly(uptr address, usize size, u32 context);
// About to be freed. Returns its context, 0: it was not recorded. `size`: as asked.
u32 forgetBlock(uptr address, usize *size);
// The same for most blocks; false: nothing done.
inline bool forgetBlockQuickly(uptr address, usize *size);
// The same of one that is given to a function of `Taker`; false, too, if it is of another family.
template <AllocFamily Taker> inline bool forgetBlockOfFamily(uptr address, usize *size);
// By the block's record.
AllocFamily familyOfBlock(uptr address);
// The program learnt that it may use all of the block: its size is the usable
// one from now on. Returns how many bytes that adds.
usize widenBlock(uptr address);

// The start of the block that p points into, if it is near; else p. Any thread.
uptr startOfBlock(uptr p);

// Calls f(const Block &) for every live block, by address. Checker only.
using BlockVisitor = void (*)(const Block &block, void *arg);
void forEachBlock(BlockVisitor visit, void *arg);
// The same for the blocks of one leaf, several leaves side by side.
struct BlockLeaf;
void forEachBlockOf(const BlockLeaf &leaf, BlockVisitor visit, void *arg);
// Calls f(address) for every block that begins in the range; looks at no size.
void forEachBlockStart(Range range, void (*visit)(uptr block, void *arg), void *arg);
// What heapSpan() would say of a block if its size word could be read. Checker only: those that it may not read
// itself, by address, until it gives none. They stay the caller's.
struct HiddenSpan {
  uptr block;
  usize span;
};
void useHiddenSpans(const HiddenSpan *spans, usize count);
// All leaves by address, linked by `next`. Checker only, one thread.
const BlockLeaf *blockLeavesByAddress();
// The block belongs to another context from now on; nothing is done if it was freed meanwhile.
void changeContext(uptr address, const Context &from, u32 to);
// The live block that starts at `address`. Checker only.
bool blockAt(uptr address, Block *out);
// The same of an address at which there is one.
Block knownBlock(uptr address);
usize knownSize(uptr address);

// -- The hot path.

// A leaf covers 16 MiB: an address space with a limit has room for as many pointers as there may be.
constexpr u32 kLeafBits = 24;
constexpr u32 kGranuleBits = 5;
constexpr usize kLeafWords = usize(1) << (kLeafBits - kGranuleBits);
constexpr usize kLeaves = usize(1) << (kUserAddressBits - kLeafBits);
constexpr u32 kSlackElsewhere = 63;
constexpr u32 kUpperHalf = 1 << 6;
constexpr u32 kContextShift = 7;

struct BlockLeaf {
  u32 words[kLeafWords];
  uptr base;       // first address it covers
  BlockLeaf *next; // of all leaves
};

extern BlockLeaf **block_leaves; // kLeaves of them

// Null: nothing is recorded there yet. The address is one of user space.
inline u32 *blockWord(uptr address) {
  BlockLeaf *leaf = __atomic_load_n(&block_leaves[address >> kLeafBits], __ATOMIC_ACQUIRE);
  return __builtin_expect(leaf != nullptr, 1) ? &leaf->words[(address >> kGranuleBits) % kLeafWords] : nullptr;
}

inline u32 blockWordValue(uptr address, usize slack, u32 context) {
  return context << kContextShift | static_cast<u32>((address & 16) << 2) | static_cast<u32>(slack);
}

inline bool recordBlockQuickly(uptr address, usize size, u32 context) {
  u32 *word = blockWord(address);
  usize slack = heapSpan(address) - size;
  if (__builtin_expect(!word || slack >= kSlackElsewhere, 0))
    return false;
  *word = blockWordValue(address, slack, context);
  return true;
}

inline AllocFamily familyIn(u32 word) { return static_cast<AllocFamily>(word >> kContextShift & 3); }
// A block of no known family is anybody's, and so it is for a taker of none.
template <AllocFamily Taker> inline bool isOfOthers(u32 word) {
  constexpr u32 kLow = 1 << kContextShift, kHigh = kLow << 1;
  switch (Taker) {
  case AllocFamily::None:
    return false;
  case AllocFamily::Malloc:
    return word & kHigh;
  case AllocFamily::New:
    return word & kLow;
  case AllocFamily::NewArray:
    return (word + kLow) & kHigh;
  }
}

template <AllocFamily Taker> inline bool forgetBlockOfFamily(uptr address, usize *size) {
  u32 *word = blockWord(address);
  if (__builtin_expect(!word, 0))
    return false;
  u32 value = *word, slack = value & kSlackElsewhere;
  if (__builtin_expect(!value || slack == kSlackElsewhere || isOfOthers<Taker>(value), 0))
    return false;
  *word = 0;
  *size = heapSpan(address) - slack;
  return true;
}
inline bool forgetBlockQuickly(uptr address, usize *size) {
  return forgetBlockOfFamily<AllocFamily::None>(address, size);
}

} // namespace refsan

#endif // REFSAN_RECORD_BLOCKS_H
