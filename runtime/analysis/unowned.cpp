//===- unowned.cpp - cycles of Rust's that nobody holds -------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/unowned.h"

#include "analysis/proof.h"
#include "analysis/words.h"
#include "base/search.h"

namespace refsan {

constexpr usize kMostBlocksOfWhole = 1 << 16; // of the heap

bool isRustsProved(const Graph &graph, const u32 *component_of, const Cause &cause) {
  RustsAlone alone;
  for (u32 block : cause.blocks)
    if (u32 counted = graph.countedBy(block); counted != kNone)
      alone.add(graph.kind(counted).protocol);
  return cause.kind == Class::Cycle && alone.holds() && proofOf(graph, component_of, cause) == Proof::Proved;
}

static bool anyRusts(const LeakedHeap &heap) {
  for (const Context *context : heap.contexts())
    if (context) {
      RustsAlone alone;
      alone.add(kindOf(*context).protocol);
      if (alone.any)
        return true;
    }
  return false;
}

// All references that are counted are in the cycle itself.
void UnownedCycles::addClosed(const Graph &graph, const u32 *component_of, const Cause &cause) {
  if (!isRustsProved(graph, component_of, cause))
    return;
  for (u32 block : cause.blocks)
    for (u32 edge = graph.firstEdge(block), end = graph.endEdge(block); edge < end; ++edge) {
      u32 to = graph.target(edge), counted = graph.countedBy(to);
      u16 bits = graph.bits(edge);
      inside_[counted == kNone ? to : counted] +=
          owns(bits) && bits & kHandle && component_of[to] == component_of[block];
    }
  for (u32 block : cause.blocks)
    if (u32 counted = graph.countedBy(block); counted != kNone && inside_[counted] != graph.holders(counted).counted)
      return;
  ++cycles_;
  for (u32 block : cause.blocks)
    cycle_of_[block] = cycles_;
}

void UnownedCycles::dropPointedTo(const Graph &graph) {
  for (u32 from = 0; from < graph.size(); ++from)
    for (u32 edge = graph.firstEdge(from), end = graph.endEdge(from); edge < end; ++edge)
      if (u32 cycle = cycle_of_[graph.target(edge)]; cycle && cycle != cycle_of_[from] && reaches(graph.bits(edge)))
        held_[cycle] = 1;
}

void UnownedCycles::find(BlockIndex &index, const Readable &readable, Block (*known_block)(uptr),
                         ReferenceSource references, Span<const Attached> attached) {
  if (index.blocks() > kMostBlocksOfWhole)
    return;
  LeakedHeap heap;
  heap.attach(attached);
  heap.create(index, readable, known_block, references);
  if (!heap.size() || !anyRusts(heap))
    return;
  BlockKinds kinds;
  kinds.create(heap);
  Graph graph;
  graph.create(heap, kinds);
  cycle_of_.make(graph.size());
  inside_.make(graph.size());
  Causes causes;
  causes.create(graph);
  causes.findCycles();
  struct Visit {
    UnownedCycles &self;
    const Graph &graph;
    const Causes &causes;
  } visit = {*this, graph, causes};
  auto found = [](const Cause &cause, u32, void *to) {
    Visit &visit = *static_cast<Visit *>(to);
    visit.self.addClosed(visit.graph, visit.causes.componentOf(), cause);
    return 0u;
  };
  causes.forEach({found, [](u32, u64, u64, void *) {}, &visit});
  causes.release();
  held_.make(cycles_ + 1);
  if (cycles_)
    dropPointedTo(graph);
  for (u32 block = 0; cycles_ && block < graph.size(); ++block)
    if (u32 cycle = cycle_of_[block]; cycle && !held_[cycle])
      scratch::push(blocks_, {heap.range(block), cycle});
  graph.release();
  cycle_of_.free();
  inside_.free();
}

const UnownedCycles::Member *UnownedCycles::memberAt(uptr word) const {
  usize behind = firstWhere(blocks_.size(), [&](usize i) { return blocks_[i].range.begin > word; });
  return behind > 0 && word < blocks_[behind - 1].range.end ? &blocks_[behind - 1] : nullptr;
}

void UnownedCycles::dropHeld(const Readable &readable, const Vector<Root> &roots) {
  if (!any())
    return;
  const Range all = {blocks_[0].range.begin, blocks_[blocks_.size() - 1].range.end};
  for (const Root &root : roots)
    readable.forEach(root.words, [&](Range piece) {
      forEachWord(piece, [&](uptr, uptr word) {
        if (all.contains(word))
          if (const Member *member = memberAt(word))
            held_[member->cycle] = 1;
      });
    });
  usize left = 0;
  for (usize i = 0; i < blocks_.size(); ++i)
    if (!held_[blocks_[i].cycle])
      blocks_[left++] = blocks_[i];
  blocks_.resize(left);
}

void UnownedCycles::hide(BlockIndex &index) const {
  for (const Member &member : blocks_)
    index.mark(member.range.begin);
}

void UnownedCycles::show(BlockIndex &index) const {
  for (const Member &member : blocks_)
    index.unmark(member.range.begin);
}

} // namespace refsan
