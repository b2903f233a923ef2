//===- doubts.cpp - what only a doubtful word keeps -----------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/doubts.h"

#include "analysis/words.h"
#include "base/format.h"
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
  for (const Draft &draft : builder.drafts())
    if (draft.finding.kind == Class::Cycle && draft.finding.proof == Proof::Proved)
      scratch::push(cycles_, draft);
  graph.release();
}

void Doubts::look(Marker &marker, const Root &root, Range words) {
  forEachWord(words, [&](uptr slot, uptr word) {
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
