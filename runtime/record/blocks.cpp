//===- blocks.cpp - the live blocks of the heap -----------------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/blocks.h"

#include "base/search.h"
#include "platform/heap.h"
#include "platform/memory.h"
#include "platform/touched_pages.h"
#include "record/contexts.h"
#include "record/thread_state.h"

namespace refsan {

BlockLeaf **block_leaves;

namespace blocks {
static BlockLeaf *newest_leaf;
static const HiddenSpan *hidden_spans;
static usize hidden_span_count;

static usize hiddenSpan(uptr address) {
  usize at = firstWhere(hidden_span_count, [&](usize i) { return hidden_spans[i].block >= address; });
  bool found = at < hidden_span_count && hidden_spans[at].block == address;
  return found ? hidden_spans[at].span : heapSpan(address);
}
// For the check, which may not read the block's size itself where the program protected it.
static usize spanOf(uptr address) {
  return __builtin_expect(hidden_span_count > 0, 0) ? hiddenSpan(address) : heapSpan(address);
}

static BlockLeaf *getLeaf(uptr index) {
  BlockLeaf *have = __atomic_load_n(&block_leaves[index], __ATOMIC_ACQUIRE);
  if (have)
    return have;
  auto *made = static_cast<BlockLeaf *>(mapSparsePages(sizeof(BlockLeaf)));
  if (!made)
    return nullptr;
  made->base = index << kLeafBits;
  if (!__atomic_compare_exchange_n(&block_leaves[index], &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
    unmapPages(made, sizeof(BlockLeaf));
    return have;
  }
  made->next = __atomic_load_n(&newest_leaf, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(&newest_leaf, &made->next, made, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
  }
  return made;
}

static u32 *nextWord(uptr address) { return blockWord(address + (uptr(1) << kGranuleBits)); }

static usize slackOf(uptr address, u32 word) {
  usize slack = word & kSlackElsewhere;
  if (slack != kSlackElsewhere)
    return slack;
  const u32 *next = nextWord(address);
  return next ? *next : 0;
}

static BlockLeaf *merge(BlockLeaf *a, BlockLeaf *b) {
  BlockLeaf *head = nullptr;
  for (BlockLeaf **end = &head;; end = &(*end)->next) {
    if (!a || !b) {
      *end = a ? a : b;
      return head;
    }
    BlockLeaf *&lower = a->base < b->base ? a : b;
    *end = lower;
    lower = lower->next;
  }
}

// Sorts the list of leaves; runs[i] is empty or a sorted list of 2^i leaves.
static BlockLeaf *leavesByAddress() {
  constexpr u32 kRuns = kUserAddressBits - kLeafBits + 1;
  BlockLeaf *runs[kRuns] = {};
  for (BlockLeaf *leaf = newest_leaf, *next; leaf; leaf = next) {
    next = leaf->next;
    leaf->next = nullptr;
    u32 i = 0;
    for (; runs[i]; runs[i++] = nullptr)
      leaf = merge(runs[i], leaf);
    runs[i] = leaf;
  }
  BlockLeaf *sorted = nullptr;
  for (BlockLeaf *run : runs)
    sorted = merge(sorted, run);
  return newest_leaf = sorted;
}

constexpr usize kStride = 16;
static bool strideIsEmpty(const u32 *words) {
  u32 any = 0;
  for (usize i = 0; i < kStride; i++)
    any |= words[i];
  return !any;
}

constexpr usize kPages = sizeof(BlockLeaf::words) / kPageSize, kPageWords = kPageSize / sizeof(u32);
// Where the next word from i on may be other than 0, or the end.
static inline usize nextWords(const BlockLeaf &leaf, const bool *touched, usize i) {
  while (i % kStride == 0 && i < kLeafWords) {
    if (i % kPageWords == 0 && !touched[i / kPageWords])
      i += kPageWords;
    else if (strideIsEmpty(&leaf.words[i]))
      i += kStride;
    else
      break;
  }
  return i;
}

static Block blockOf(uptr address, u32 word) {
  Block block;
  block.address = address;
  usize span = spanOf(address), slack = slackOf(address, word);
  block.size = slack < span ? span - slack : 0;
  block.context = contextOf(word >> kContextShift);
  return block;
}
} // namespace blocks

namespace blocks {
static u32 *makeWord(uptr address) {
  if (!(address >> kUserAddressBits))
    if (BlockLeaf *leaf = getLeaf(address >> kLeafBits))
      return &leaf->words[(address >> kGranuleBits) % kLeafWords];
  sayIncomplete();
  return nullptr;
}

static usize takeLongSlack(uptr address) {
  u32 *word = nextWord(address);
  usize slack = word ? *word : 0;
  if (word)
    *word = 0;
  return slack;
}
} // namespace blocks

bool startBlocks() {
  block_leaves = static_cast<BlockLeaf **>(mapSparsePages(kLeaves * sizeof(BlockLeaf *)));
  return block_leaves;
}

void recordBlock(uptr address, usize size, u32 context) {
  u32 *word = blocks::makeWord(address);
  usize slack = heapSpan(address) - size;
  if (word && slack >= kSlackElsewhere) {
    u32 *next = blocks::makeWord(address + (uptr(1) << kGranuleBits));
    if (next)
      *next = slack < ~0u ? static_cast<u32>(slack) : ~0u;
    slack = kSlackElsewhere;
  }
  if (word)
    *word = blockWordValue(address, slack, context);
}

u32 forgetBlock(uptr address, usize *size) {
  u32 *word = block_leaves ? blockWord(address) : nullptr;
  if (!word || !*word)
    return 0;
  u32 value = *word;
  usize slack = value & kSlackElsewhere;
  if (slack == kSlackElsewhere)
    slack = blocks::takeLongSlack(address);
  *word = 0;
  *size = heapSpan(address) - slack;
  return value >> kContextShift;
}

AllocFamily familyOfBlock(uptr address) {
  const u32 *word = block_leaves && !(address >> kUserAddressBits) ? blockWord(address) : nullptr;
  return word ? familyIn(*word) : AllocFamily::None;
}

usize widenBlock(uptr address) {
  usize size, usable = heapUsable(address);
  u32 context = forgetBlock(address, &size);
  if (context)
    recordBlock(address, usable, context);
  return context ? usable - size : 0;
}

namespace blocks {
constexpr uptr kGranule = uptr(1) << kGranuleBits;
constexpr u32 kNearGranules = 64;
// The word at `granule` says how long the block before it is.
static bool isLongSlack(uptr granule) {
  const u32 *before = blockWord(granule - kGranule);
  return before && (*before & kSlackElsewhere) == kSlackElsewhere && *before >> kContextShift;
}
} // namespace blocks

uptr startOfBlock(uptr p) {
  using namespace blocks;
  if (!block_leaves || p >> kUserAddressBits || p < kNearGranules * kGranule)
    return p;
  uptr granule = p & ~(kGranule - 1);
  for (u32 i = 0; i < kNearGranules; ++i, granule -= kGranule) {
    const u32 *word = blockWord(granule);
    if (!word)
      return p; // a block begins in the leaf that it is filed in: nothing lies before
    uptr start = granule + (*word & kUpperHalf ? 16 : 0);
    if (!*word || start > p || isLongSlack(granule))
      continue;
    return p - start < heapSpan(start) ? start : p;
  }
  return p;
}

const BlockLeaf *blockLeavesByAddress() { return blocks::leavesByAddress(); }

namespace blocks {
// Calls f(address, word) for the blocks of a leaf that are filed from granule `begin` on and before `end`.
template <typename F> static void forEachWord(const BlockLeaf &leaf, usize begin, usize end, F f) {
  bool touched[kPages];
  findTouchedPages(leaf.words, touched, kPages);
  uptr first = leaf.base + (begin << kGranuleBits);
  // A granule whose word is a slack.
  uptr skipped = first && isLongSlack(first) ? first : 0;
  for (usize i = begin; i < end; i++) {
    i = nextWords(leaf, touched, i);
    u32 word = i < end ? leaf.words[i] : 0;
    uptr granule = leaf.base + (i << kGranuleBits);
    if (!word || (granule == skipped && skipped))
      continue;
    if ((word & kSlackElsewhere) == kSlackElsewhere)
      skipped = granule + kGranule;
    f(granule + (word & kUpperHalf ? 16 : 0), word);
  }
}
} // namespace blocks

void forEachBlockOf(const BlockLeaf &leaf, BlockVisitor visit, void *arg) {
  blocks::forEachWord(leaf, 0, kLeafWords, [&](uptr address, u32 word) { visit(blocks::blockOf(address, word), arg); });
}

void forEachBlockStart(Range range, void (*visit)(uptr block, void *arg), void *arg) {
  auto granule = [](uptr address, const BlockLeaf &leaf) { return (address - leaf.base) >> kGranuleBits; };
  constexpr uptr kLeafBytes = uptr(1) << kLeafBits;
  for (const BlockLeaf *leaf = blocks::newest_leaf; leaf; leaf = leaf->next) {
    uptr begin = range.begin > leaf->base ? range.begin : leaf->base;
    uptr end = range.end < leaf->base + kLeafBytes ? range.end : leaf->base + kLeafBytes;
    if (begin < end)
      blocks::forEachWord(*leaf, granule(begin, *leaf), granule(end - 1, *leaf) + 1, [&](uptr address, u32) {
        if (range.contains(address))
          visit(address, arg);
      });
  }
}

void useHiddenSpans(const HiddenSpan *spans, usize count) {
  blocks::hidden_spans = spans;
  blocks::hidden_span_count = count;
}

void forEachBlock(BlockVisitor visit, void *arg) {
  for (const BlockLeaf *leaf = blockLeavesByAddress(); leaf; leaf = leaf->next)
    forEachBlockOf(*leaf, visit, arg);
}

bool blockAt(uptr address, Block *out) {
  using namespace blocks;
  const u32 *word = block_leaves && address % 16 == 0 && !(address >> kUserAddressBits) ? blockWord(address) : nullptr;
  if (!word || !*word || (*word & kUpperHalf ? 16 : 0) != address % kGranule)
    return false;
  if (address >= 2 * kGranule && isLongSlack(address & ~(kGranule - 1)))
    return false; // the word is the slack of the block before
  *out = blocks::blockOf(address, *word);
  return true;
}

Block knownBlock(uptr address) { return blocks::blockOf(address, *blockWord(address)); }

usize knownSize(uptr address) {
  usize span = blocks::spanOf(address), slack = blocks::slackOf(address, *blockWord(address));
  return slack < span ? span - slack : 0;
}

void changeContext(uptr address, const Context &from, u32 to) {
  u32 *word = blockWord(address);
  u32 before = __atomic_load_n(word, __ATOMIC_RELAXED);
  u32 after = to << kContextShift | (before & ((1u << kContextShift) - 1));
  if (before >> kContextShift && contextOf(before >> kContextShift) == &from)
    __atomic_compare_exchange_n(word, &before, after, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

} // namespace refsan
