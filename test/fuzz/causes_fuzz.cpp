//===- causes_fuzz.cpp - cycles and causes, beside brute force -------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuzz.h"

#include "analysis/fake_heap.h"

using namespace refsan;
using namespace refsan::fuzzing;
using fake::field;

namespace {
constexpr u32 kFields = 3, kFirst = 16, kMostNodes = 24;
const fake::Type node("Rc<Node>", "Node", 40,
                      {field("value.a", 16, Strength::Strong), field("value.b", 24, Strength::Strong),
                       field("value.c", 32, Strength::Strong)},
                      Protocol::RustRc, REFSAN_TYPE_COMPLETE);
const refsan_site sites[] = {fake::site("make", 1, 1, &node), fake::site("make", 2, 1, &node),
                             fake::site("other", 3, 1, &node)};

// Who holds whom, by number; kMostNodes: nobody.
struct Holding {
  u32 nodes;
  u32 held[kMostNodes][kFields];
  bool reaches[kMostNodes][kMostNodes] = {};

  explicit Holding(FuzzedDataProvider &input) : nodes(input.ConsumeIntegralInRange<u32>(1, kMostNodes)) {
    for (u32 i = 0; i < nodes; ++i)
      for (u32 &to : held[i]) {
        to = input.ConsumeIntegralInRange<u32>(0, nodes + nodes / 2);
        to = to < nodes ? to : kMostNodes;
        if (to < nodes)
          reaches[i][to] = true;
      }
    for (u32 via = 0; via < nodes; ++via)
      for (u32 from = 0; from < nodes; ++from)
        for (u32 to = 0; to < nodes; ++to)
          reaches[from][to] |= reaches[from][via] && reaches[via][to];
  }
  u32 holders(u32 node) const {
    u32 count = 0;
    for (u32 i = 0; i < nodes; ++i)
      for (u32 to : held[i])
        count += to == node;
    return count;
  }
  // Whether the node is the first of those that reach each other.
  bool beginsCycle(u32 node) const {
    for (u32 other = 0; other < node; ++other)
      if (reaches[node][other] && reaches[other][node])
        return false;
    return reaches[node][node];
  }
};

struct Expected {
  u64 cycles = 0, heads = 0;
  explicit Expected(const Holding &holding) {
    for (u32 i = 0; i < holding.nodes; ++i) {
      cycles += holding.beginsCycle(i);
      heads += holding.holders(i) == 0; // such a one is in no cycle
    }
  }
};

void build(const Holding &holding, FuzzedDataProvider &input, fake::Heap &heap) {
  std::vector<uptr> address;
  for (u32 i = 0; i < holding.nodes; ++i)
    address.push_back(heap.add(&sites[input.ConsumeIntegralInRange<usize>(0, 2)], 40));
  for (u32 i = 0; i < holding.nodes; ++i) {
    heap.counts(address[i], holding.holders(i) ? holding.holders(i) : 1);
    for (u32 f = 0; f < kFields; ++f)
      if (holding.held[i][f] < holding.nodes)
        heap.word(address[i] + kFirst + f * sizeof(uptr), address[holding.held[i][f]]);
  }
}
} // namespace

FUZZ(input) {
  Holding holding(input);
  Expected expected(holding);
  fake::Heap heap;
  build(holding, input, heap);
  u64 cycles = 0, others = 0, objects = 0;
  Span<Draft> drafts = heap.findings(0);
  for (const Draft &draft : drafts) {
    const Finding &finding = draft.finding;
    (finding.kind == Class::Cycle ? cycles : others) += finding.times;
    objects += finding.objects + finding.owned_objects;
    must(finding.kind != Class::Cycle || finding.proof == Proof::Proved, "counts that are right prove a cycle");
    must(finding.members.size == finding.members_total, "all members are shown");
    for (const Edge &edge : finding.edges)
      must(edge.from < finding.members.size && edge.to < finding.members.size, "edges are between members");
  }
  must(cycles == expected.cycles, "as many cycles as sets of nodes that reach each other");
  must(others == expected.heads, "as many other causes as nodes that nothing holds");
  must(objects == holding.nodes, "each object is told once");
}
