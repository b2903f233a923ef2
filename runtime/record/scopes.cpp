//===- scopes.cpp - what a thread allocates within a scope ----------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "record/scopes.h"

#include "containers/hash_map.h"
#include "platform/memory.h"

namespace refsan {

namespace scopes {
constexpr u32 kMostOpen = 1024; // at once, in all threads
static u64 marks[kMostOpen / 64];

// From 1; 0: none is free.
static u16 takeMark() {
  for (u32 i = 0; i < kMostOpen / 64; ++i)
    for (u64 taken = __atomic_load_n(&marks[i], __ATOMIC_RELAXED); ~taken;) {
      u32 bit = static_cast<u32>(__builtin_ctzll(~taken));
      if (__atomic_compare_exchange_n(&marks[i], &taken, taken | u64(1) << bit, false, __ATOMIC_ACQUIRE,
                                      __ATOMIC_RELAXED))
        return static_cast<u16>(i * 64 + bit + 1);
    }
  return 0;
}

static void giveMark(u16 mark) {
  u32 index = mark - 1u;
  __atomic_fetch_and(&marks[index / 64], ~(u64(1) << index % 64), __ATOMIC_RELEASE);
}

static bool isOf(uptr block, u16 mark) {
  Block found;
  return blockAt(block, &found) && found.context->scope == mark;
}
} // namespace scopes

u32 openScope(Recorder &recorder, const char *name) {
  using namespace scopes;
  if (!recorder.scopes)
    recorder.scopes = static_cast<ThreadScopes *>(mapPages(sizeof(ThreadScopes))); // zero; stays with the recorder
  ThreadScopes *all = recorder.scopes;
  u16 mark = all && all->depth < ThreadScopes::kDeepest ? takeMark() : 0;
  if (!mark)
    return 0;
  if (!all->depth)
    all->compact_at = 1024;
  all->open[all->depth] = {name, all->blocks.size(), mark};
  recorder.quick_until = 0;
  recorder.in_scope = true;
  return ++all->depth;
}

OpenScope *innermostScope(Recorder &recorder) {
  ThreadScopes *all = recorder.scopes;
  return all && all->depth ? &all->open[all->depth - 1] : nullptr;
}

void dropFreedBlocks(ThreadScopes &all, const OpenScope &scope) {
  HashMap<uptr, u8> seen; // an address comes again if it was freed and given out again
  usize left = scope.first;
  for (usize i = scope.first; i < all.blocks.size(); ++i) {
    uptr block = all.blocks[i];
    if (!scopes::isOf(block, scope.mark) || seen.find(block))
      continue;
    seen.insert(block, 1);
    all.blocks[left++] = block;
  }
  seen.release();
  all.blocks.resize(left);
}

void closeScope(Recorder &recorder) {
  ThreadScopes &all = *recorder.scopes;
  OpenScope &scope = all.open[--all.depth];
  all.blocks.resize(scope.first);
  scopes::giveMark(scope.mark);
  if (!all.depth) {
    all.blocks.release();
    recorder.in_scope = false;
  }
}

void abandonScopes(Recorder &recorder) {
  while (innermostScope(recorder))
    closeScope(recorder);
}

void leaveScope(uptr block) {
  Block found;
  if (!blockAt(block, &found) || !found.context->scope)
    return;
  const Context &from = *found.context;
  Origin origin = {from.site, from.user, from.typed};
  changeContext(block, from, internContext(origin, from.frames, from.frame_count));
}

u32 scopedContext(Recorder &recorder, const refsan_site *site, uptr frame) {
  Origin origin = {site, __refsan_thread.context, __refsan_thread.typed, innermostScope(recorder)->mark};
  return unwindContext(origin, frame);
}

void noteInScope(Recorder &recorder, uptr block) {
  ThreadScopes &all = *recorder.scopes;
  if (all.busy)
    return;
  all.busy = true;
  if (!all.blocks.push(block))
    sayIncomplete();
  if (all.blocks.size() >= all.compact_at) {
    // Only the innermost scope's: the others' do not grow meanwhile.
    dropFreedBlocks(all, all.open[all.depth - 1]);
    all.compact_at = all.blocks.size() * 2 + 1024;
  }
  all.busy = false;
}

} // namespace refsan
