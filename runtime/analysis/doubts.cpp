//===- doubts.cpp - what only a doubtful word keeps -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/doubts.h"

#include "analysis/unowned.h"
#include "analysis/words.h"
#include "base/format.h"
#include "base/search.h"
#include "report/names_of_kinds.h"

namespace refsan {
namespace {

constexpr u32 kMostBlocks = 1 << 16; // to be judged twice
constexpr usize kMostHolds = 1024;
constexpr usize kMostNotes = 8;

u64 timesOf(u64 shape, Span<Draft> drafts) {
  u64 times = 0;
  for (const Draft &draft : drafts)
    times += draft.shape == shape ? draft.finding.times : 0;
  return times;
}

// Made by the same line, whoever called.
bool isAmong(const Context *context, Span<const Context *> contexts) {
  for (const Context *one : contexts)
    if (one && context && (one == context || (one->madeAt() && one->madeAt() == context->madeAt())))
      return true;
  return false;
}

bool isRusts(const Draft &draft) {
  RustsAlone alone;
  for (const Context *context : draft.contexts)
    alone.add(context ? kindOf(*context).protocol : Protocol::None);
  return alone.holds();
}

const char *note(const Draft &leak, StringView what, u64 times, const Keeper &keeper, StringView why) {
  char buffer[512];
  TextBuilder text(buffer, sizeof buffer);
  text.decimal(times).character(' ').text(what).text(times == 1 ? "" : "s");
  const Member &first = leak.finding.members[0];
  if (first.type)
    text.text(" of ").text(first.type);
  if (first.made_at.file)
    text.text(", made at ").text(lastOfPath(first.made_at.file)).character(':').decimal(first.made_at.line).text(",");
  text.text(times == 1 ? " is" : " are").text(" kept only by ").text(keeper.words).text(": ").text(why);
  return scratch::copy(text.view());
}

} // namespace

void Doubts::judgeWithout(BlockIndex &index, const Readable &readable, const Names &names, Block (*known_block)(uptr),
                          ReferenceSource references, Span<const Attached> attached) {
  known_block_ = known_block;
  if (index.numberUnmarked() > kMostBlocks)
    return;
  LeakedHeap heap;
  BlockKinds kinds;
  Graph graph;
  heap.attach(attached);
  heap.create(index, readable, known_block, references);
  if (!heap.size())
    return;
  kinds.create(heap);
  graph.create(heap, kinds);
  constexpr usize kMostMembers = 16;
  FindingsBuilder builder(graph, names, kMostMembers);
  builder.create();
  bool any_rusts = false;
  for (const Draft &draft : builder.drafts())
    if (draft.finding.kind == Class::Cycle && draft.finding.proof == Proof::Proved) {
      bool rusts = isRusts(draft);
      any_rusts |= rusts;
      if (!rusts)
        scratch::push(cycles_, draft);
    }
  if (any_rusts)
    noteUnowned(graph);
  graph.release();
}

void Doubts::noteUnowned(const Graph &graph) {
  struct Visit {
    const Graph &graph;
    Causes causes;
    scratch::Array<u8> unowned; // by block
  } visit = {graph, {}, {}};
  visit.unowned.make(graph.size());
  visit.causes.create(graph);
  visit.causes.findCycles();
  auto found = [](const Cause &cause, u32, void *to) {
    auto &visit = *static_cast<Visit *>(to);
    if (isRustsProved(visit.graph, visit.causes.componentOf(), cause))
      for (u32 block : cause.blocks)
        visit.unowned[block] = 1;
    return 0u;
  };
  visit.causes.forEach({found, [](u32, u64, u64, void *) {}, &visit});
  for (u32 block = 0; block < graph.size(); ++block)
    if (visit.unowned[block])
      scratch::push(unowned_, graph.heap().range(block));
  visit.causes.release();
  visit.unowned.free();
}

bool Doubts::isUnowned(uptr word) const {
  usize behind = firstWhere(unowned_.size(), [&](usize i) { return unowned_[i].begin > word; });
  return behind > 0 && word < unowned_[behind - 1].end;
}

void Doubts::look(Marker &marker, const Root &root, Range words) {
  forEachWord(words, [&](uptr slot, uptr word) {
    if (!unowned_.empty() && isUnowned(word))
      return;
    uptr block = marker.addWord(word);
    if (block && holds_.size() < kMostHolds)
      scratch::push(holds_, {&root, slot, known_block_(block).context, false});
  });
}

void Doubts::mark(Marker &marker, const Readable &readable, const Vector<Root> &doubtful) {
  for (const Root &root : doubtful)
    readable.forEach(root.words, [&](Range piece) { look(marker, root, piece); });
}

Doubts::Hold *Doubts::holdOf(Span<const Context *> contexts) {
  for (Hold &hold : holds_)
    if (!hold.told && isAmong(hold.context, contexts))
      return &hold;
  return nullptr;
}

// Told once for all that are alike.
Keeper Doubts::tell(Hold &hold, Span<const Context *> contexts, const Names &names, u64 *times) {
  *times = 0;
  for (Hold &alike : holds_)
    if (!alike.told && isAmong(alike.context, contexts)) {
      alike.told = true;
      *times += 1;
    }
  return describeRoot(*hold.root, hold.slot, names);
}

void Doubts::compare(Span<Draft> leaks, const Names &names, Vector<const char *> &notes) {
  usize room = kMostNotes;
  u64 times;
  for (const Draft &cycle : cycles_) {
    u64 kept = cycle.finding.times - timesOf(cycle.shape, leaks);
    Hold *hold = kept && room ? holdOf(cycle.contexts) : nullptr;
    if (!hold)
      continue;
    Keeper keeper = tell(*hold, cycle.contexts, names, &times);
    scratch::push(notes, note(cycle, "cycle", kept, keeper, "no reference to it is counted"));
    --room;
  }
  for (const Draft &leak : leaks) {
    Hold *hold = room && leak.finding.members.size ? holdOf(leak.contexts) : nullptr;
    if (!hold)
      continue;
    Keeper keeper = tell(*hold, leak.contexts, names, &times);
    scratch::push(notes, note(leak, "object", times, keeper, "others made there leaked"));
    --room;
  }
}

} // namespace refsan
