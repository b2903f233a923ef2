//===- root_set.cpp - all roots of a check --------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/root_set.h"

#include "analysis/scratch.h"
#include "analysis/words.h"
#include "record/blocks.h"

namespace refsan {
namespace {

bool isDoubtful(RootKind kind) {
  switch (kind) {
#define REFSAN_ROOT(Enum, Id, Doubtful, ...)                                                                           \
  case RootKind::Enum:                                                                                                 \
    return Doubtful;
#include "refsan/kinds.def"
  }
  return false;
}

} // namespace

void RootSet::add(const Root &root) {
  if (root.words.begin < root.words.end)
    scratch::push(isDoubtful(root.kind) ? doubtful_ : sure_, root);
}

void RootSet::addWords(const Root &root, const uptr *words, usize count) {
  uptr *copied = scratch::make<uptr>(count);
  __builtin_memcpy(copied, words, count * sizeof(uptr));
  add({{reinterpret_cast<uptr>(copied), reinterpret_cast<uptr>(copied + count)}, root.kind, root.thread, root.stopped});
}

void RootSet::addUnderway(const Root &root, uptr pc) {
  forEachWord(root.words, [&](uptr, uptr word) {
    Block block;
    if (blockAt(word, &block) &&
        (!pc || (block.context && block.context->frame_count && block.context->frames[0] == pc)))
      addWords(root, &word, 1);
  });
}

void RootSet::collect(const RootSources &sources, const Vector<uptr> &kept) {
  addWords({{}, RootKind::Ignored}, kept.data(), kept.size());
  dead_jumps_.create(sources);
  auto add = [](const Root &root, void *set) {
    auto *self = static_cast<RootSet *>(set);
    bool passes = root.kind == RootKind::Register || root.kind == RootKind::SignalStack;
    if (passes)
      self->addWords(root, reinterpret_cast<const uptr *>(root.words.begin), root.words.size() / sizeof(uptr));
    else
      self->dead_jumps_.forEachLeft(root.words,
                                    [&](Range left) { self->add({left, root.kind, root.thread, root.stopped}); });
  };
  auto add_underway = [](const Root &root, uptr pc, void *set) { static_cast<RootSet *>(set)->addUnderway(root, pc); };
  forEachRoot(sources, {add, add_underway, this});
}

} // namespace refsan
