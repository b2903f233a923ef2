//===- contexts.cpp - where blocks come from, interned ----------*- C++ -*-===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A number is an offset in units of 16 bytes into chunks that are mapped as the
// numbers reach them. Contexts of one hash form a list that grows at its head: the
// first ones in a table of one page, those of a program that has many in a large one.
//
//===----------------------------------------------------------------------===//

#include "record/contexts.h"

#include "platform/unwind.h"
#include "record/chunks.h"
#include "record/thread_state.h"

namespace refsan {

namespace contexts {
constexpr usize kUnit = 16;
constexpr usize kChunkBytes = 64 << 10;
constexpr u32 kUnitsInChunk = kChunkBytes / kUnit;
constexpr u32 kChunks = (1u << kContextBits) / kUnitsInChunk;
constexpr u32 kFirstBuckets = 1 << 10, kBuckets = 1 << 16;
constexpr u32 kManyContexts = 2 * kFirstBuckets;

struct Node {
  u32 next; // id, 0: none
  u32 hash;
  Context context;
};
constexpr usize kEmptyNodeBytes = sizeof(Node) - sizeof(uptr); // Context declares one frame

struct Depot {
  u32 first_buckets[kFirstBuckets];
  u8 *chunks[kChunks];
  u32 *buckets; // null: there are not many yet

  // The list of a hash in the first table, or the other; null: there is no such table.
  u32 *listOf(u32 hash, bool first) {
    if (first)
      return &first_buckets[hash % kFirstBuckets];
    u32 *many = __atomic_load_n(&buckets, __ATOMIC_ACQUIRE);
    return many ? &many[hash % kBuckets] : nullptr;
  }
};

static Depot *depot;
static u32 used = 8; // units given out; 0 is no context, 4 the unknown one
static u32 newest_order;
static u32 depth = 12;
static u8 generation;

static Depot *getDepot() {
  Depot *have = __atomic_load_n(&depot, __ATOMIC_ACQUIRE);
  if (__builtin_expect(have != nullptr, 1))
    return have;
  auto *made = static_cast<Depot *>(mapPages(sizeof(Depot)));
  if (!made || __atomic_compare_exchange_n(&depot, &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  unmapPages(made, sizeof(Depot));
  return have;
}

static u8 *getChunk(Depot &in, u32 index) {
  u8 *have = __atomic_load_n(&in.chunks[index], __ATOMIC_ACQUIRE);
  if (__builtin_expect(have != nullptr, 1))
    return have;
  auto *made = static_cast<u8 *>(mapPages(kChunkBytes));
  if (!made || __atomic_compare_exchange_n(&in.chunks[index], &have, made, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  unmapPages(made, kChunkBytes);
  return have;
}

static Node *nodeOf(const Depot &in, u32 id) {
  u8 *chunk = __atomic_load_n(&in.chunks[id / kUnitsInChunk], __ATOMIC_RELAXED);
  return reinterpret_cast<Node *>(chunk + id % kUnitsInChunk * kUnit);
}

static u32 familyBits(const refsan_site *site) {
  return site ? (site->flags & REFSAN_SITE_FAMILY) >> REFSAN_SITE_FAMILY_SHIFT : 0;
}

// A number with these lowest bits. 0: no numbers or no memory left.
static u32 allocateNode(Depot &in, u32 frame_count, u32 family) {
  constexpr u32 kFamilies = 4;
  u32 units = static_cast<u32>((kEmptyNodeBytes + frame_count * sizeof(uptr) + kUnit - 1) / kUnit);
  for (;;) {
    u32 id = __atomic_load_n(&used, __ATOMIC_RELAXED);
    u32 first = id + (family - id) % kFamilies;
    if (first % kUnitsInChunk + units > kUnitsInChunk)
      first = (id / kUnitsInChunk + 1) * kUnitsInChunk + family;
    if (first + units > kChunks * kUnitsInChunk || !getChunk(in, first / kUnitsInChunk))
      return 0;
    if (__atomic_compare_exchange_n(&used, &id, first + units, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
      return first;
  }
}

static u32 hashOf(const Origin &origin, const uptr *frames, u32 frame_count) {
  u64 hash = frame_count + generation * 256u;
  auto add = [&hash](uptr word) {
    hash = (hash ^ word) * 0x9fb21c651e98df25;
    hash ^= hash >> 29;
  };
  add(reinterpret_cast<uptr>(origin.site));
  add(reinterpret_cast<uptr>(origin.user));
  add(reinterpret_cast<uptr>(origin.typed) + origin.scope);
  for (u32 i = 0; i < frame_count; i++)
    add(frames[i]);
  return static_cast<u32>(hash >> 32);
}

static bool same(const Context &context, const Origin &origin, const uptr *frames, u32 frame_count) {
  if (context.site != origin.site || context.user != origin.user || context.typed != origin.typed ||
      context.scope != origin.scope || context.generation != generation || context.frame_count != frame_count)
    return false;
  for (u32 i = 0; i < frame_count; i++)
    if (context.frames[i] != frames[i])
      return false;
  return true;
}

static u32 findIn(const Depot &in, const u32 *list, u32 hash, const Origin &origin, const uptr *frames,
                  u32 frame_count) {
  u32 id = list ? __atomic_load_n(list, __ATOMIC_ACQUIRE) : 0;
  while (id) {
    const Node &node = *nodeOf(in, id);
    if (node.hash == hash && same(node.context, origin, frames, frame_count))
      return id;
    id = node.next;
  }
  return 0;
}

static u32 make(Depot &in, u32 hash, const Origin &origin, const uptr *frames, u32 frame_count) {
  u32 id = allocateNode(in, frame_count, familyBits(origin.site));
  if (!id)
    return 0;
  Node &node = *nodeOf(in, id);
  node.hash = hash;
  Context &context = node.context;
  context.site = origin.site;
  context.user = origin.user;
  context.typed = origin.typed;
  context.order = __atomic_add_fetch(&newest_order, 1, __ATOMIC_RELAXED);
  context.frame_count = static_cast<u8>(frame_count);
  context.generation = generation;
  context.scope = origin.scope;
  for (u32 i = 0; i < frame_count; i++)
    context.frames[i] = frames[i];
  bool many = context.order > kManyContexts && mapOnce(&in.buckets, kBuckets * sizeof(u32));
  u32 *bucket = in.listOf(hash, !many);
  for (;;) {
    u32 head = node.next = __atomic_load_n(bucket, __ATOMIC_ACQUIRE);
    // Another thread may have made it meanwhile.
    if (u32 other = findIn(in, &head, hash, origin, frames, frame_count))
      return other;
    if (__atomic_compare_exchange_n(bucket, &head, id, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
      return id;
  }
}

// For all blocks whose context could not be kept.
constexpr u32 kUnknown = 4;
static const Context unknown = {nullptr, nullptr, nullptr, ~0u, 0, 0, 0, {0}};
} // namespace contexts

const Context *contextOf(u32 id) {
  using namespace contexts;
  return id == kUnknown ? &unknown : &nodeOf(*depot, id)->context;
}

u32 newestContext() { return __atomic_load_n(&contexts::newest_order, __ATOMIC_RELAXED); }

u32 internContext(const Origin &origin, const uptr *frames, u32 frame_count) {
  using namespace contexts;
  if (Depot *in = getDepot()) {
    u32 hash = hashOf(origin, frames, frame_count);
    for (u32 table = 0; table < 2; table++)
      if (u32 id = findIn(*in, in->listOf(hash, table == 0), hash, origin, frames, frame_count))
        return id;
    if (u32 id = make(*in, hash, origin, frames, frame_count))
      return id;
  }
  sayIncomplete();
  return kUnknown;
}

// After 255 forks of forks those that come are of the last generation.
void startGeneration() { contexts::generation += contexts::generation < 255; }
u32 currentGeneration() { return contexts::generation; }

static void visitList(const contexts::Depot &in, const u32 *list, void (*visit)(Context &context, void *arg),
                      void *arg) {
  for (u32 id = list ? __atomic_load_n(list, __ATOMIC_ACQUIRE) : 0; id; id = contexts::nodeOf(in, id)->next)
    visit(contexts::nodeOf(in, id)->context, arg);
}

void visitContexts(void (*visit)(Context &context, void *arg), void *arg) {
  using namespace contexts;
  Depot *in = __atomic_load_n(&depot, __ATOMIC_ACQUIRE);
  if (!in)
    return;
  for (u32 hash = 0; hash < kFirstBuckets; ++hash)
    visitList(*in, in->listOf(hash, true), visit, arg);
  for (u32 hash = 0; hash < kBuckets; ++hash)
    visitList(*in, in->listOf(hash, false), visit, arg);
}

void setStackDepth(u32 depth) { contexts::depth = depth < 1 ? 1 : depth < kMaxStackDepth ? depth : kMaxStackDepth; }

namespace contexts {
// Recursion repeats the same functions; the innermost activation of each is kept,
// so that the stacks of a walk over a tree are few, and its caller is among them.
constexpr u32 kMaxUnwound = 3 * kMaxStackDepth / 2;
static u32 keepInnermost(const UnwindFrame *unwound, u32 count, uptr *frames) {
  uptr functions[kMaxStackDepth];
  u32 kept = 0;
  for (u32 i = 0; i < count && kept < depth; i++) {
    uptr function = unwound[i].function ? unwound[i].function : unwound[i].pc;
    u32 known = 0;
    while (known < kept && functions[known] != function)
      known++;
    if (known == kept) {
      functions[kept] = function;
      frames[kept++] = unwound[i].pc;
    }
  }
  return kept;
}
} // namespace contexts

u32 framesLookedAt() { return contexts::depth + contexts::depth / 2; }

u32 unwindContext(const Origin &origin, uptr frame) {
  using namespace contexts;
  UnwindCursor cursor = cursorAbove(frame);
  UnwindFrame unwound[kMaxUnwound];
  u32 count = unwindFrom(cursor, unwound, framesLookedAt());
  uptr frames[kMaxStackDepth] = {cursor.pc};
  u32 kept = keepInnermost(unwound, count, frames);
  return internContext(origin, frames, kept ? kept : 1);
}

} // namespace refsan
