//===- signal_handlers.cpp - what GObject's signals hold ------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/signal_handlers.h"

#include "analysis/sort.h"

namespace refsan {
namespace {

// As in its source, since 2.36; a block by itself where slices are malloc's.
struct Handler {
  uptr number; // from 1
  Handler *next, *previous;
  u32 detail, signal; // a signal's number, from 1
  u32 references, flags;
  uptr closure;
  uptr instance;
};

// The block that the word points into, 0: none.
uptr blockOf(uptr word, const BlockIndex &index, usize (*size_of)(uptr start)) {
  uptr start = index.startBefore(word);
  return start && reaches(start, size_of(start), word - start) ? start : 0;
}

} // namespace

// As in its source, since 2.66.
struct SignalHandlers::HashTable {
  usize size;
  u32 mod, mask;
  u32 nodes, occupied, flags, rest;
  uptr keys;   // of a word each, once one of them was as long
  uptr hashes; // kFirstHash and above: there is a key
};

void SignalHandlers::useLibrary(const Module &module) {
  library_ = module.image;
  for (usize i = 0; i < sizeof variables_ / sizeof variables_[0]; ++i)
    variables_[i] = module.writable[i];
}

bool SignalHandlers::isOfLibrary(const Block &block) const {
  static_assert(sizeof(Handler) == kHandlerBytes);
  if (!block.context || block.context->site)
    return false;
  for (u32 i = 0; i < block.context->frame_count; ++i)
    if (library_.contains(block.context->frames[i] - 1))
      return true;
  return false;
}

void SignalHandlers::addHandler(uptr block, const BlockIndex &index) {
  auto *handler = reinterpret_cast<Handler *>(block);
  uptr object = blockOf(handler->instance, index, size_of_), closure = blockOf(handler->closure, index, size_of_);
  if (object && closure && handler->number && handler->signal && handler->references)
    scratch::push(attached_, Attached{object, reinterpret_cast<uptr>(&handler->closure), closure});
}

void SignalHandlers::hideWord(uptr &word) {
  scratch::push(hidden_, Word{&word, word});
  word = 0;
}

// A table by which handlers are found: each key is an object, and one of them has handlers.
void SignalHandlers::hideKeys(const HashTable &table, const BlockIndex &index) {
  usize count = usize(table.mask) + 1;
  if (table.mask & count || !index.startsAt(table.keys) || !index.startsAt(table.hashes) ||
      size_of_(table.keys) != count * sizeof(uptr) || size_of_(table.hashes) < count * sizeof(u32))
    return;
  auto *keys = reinterpret_cast<uptr *>(table.keys);
  auto *hashes = reinterpret_cast<const u32 *>(table.hashes);
  bool any = false;
  for (usize i = 0; i < count; ++i) {
    uptr object = hashes[i] >= kFirstHash ? blockOf(keys[i], index, size_of_) : 0;
    if (hashes[i] >= kFirstHash && !object)
      return;
    any |= object && attachedTo(attached(), object).size;
  }
  for (usize i = 0; any && i < count; ++i)
    if (hashes[i] >= kFirstHash)
      hideWord(keys[i]);
}

void SignalHandlers::hide(const Vector<uptr> &blocks, const BlockIndex &index, usize (*size_of)(uptr start)) {
  size_of_ = size_of;
  for (uptr block : blocks)
    addHandler(block, index);
  if (attached_.empty())
    return;
  sort(attached_.begin(), attached_.size(), [](const Attached &a, const Attached &b) {
    return a.holder < b.holder || (a.holder == b.holder && a.slot < b.slot);
  });
  for (Range variables : variables_)
    for (uptr at = variables.begin; at + sizeof(uptr) <= variables.end; at += sizeof(uptr))
      if (uptr block = *reinterpret_cast<const uptr *>(at);
          index.startsAt(block) && size_of(block) >= sizeof(HashTable))
        hideKeys(*reinterpret_cast<const HashTable *>(block), index);
  for (const Attached &one : attached_) {
    scratch::push(revived_, false);
    auto *handler = reinterpret_cast<Handler *>(one.slot - offsetof(Handler, closure));
    hideWord(handler->closure);
    hideWord(handler->instance);
  }
}

void SignalHandlers::reviveMarked(Marker &marker, const BlockIndex &index) {
  for (bool more = true; more;) {
    more = false;
    for (usize i = 0; i < attached_.size(); ++i)
      if (!revived_[i] && index.isMarked(attached_[i].holder)) {
        revived_[i] = true;
        more |= marker.addWord(attached_[i].value) != 0;
      }
    marker.finish();
  }
}

void SignalHandlers::restoreHidden() {
  while (!hidden_.empty()) {
    Word word = hidden_.pop();
    *word.slot = word.value;
  }
}

} // namespace refsan
