//===- scc_test.cpp -------------------------------------------------------===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/scc.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>
#include <vector>

using namespace refsan;

namespace {

struct TestGraph {
  std::vector<u32> first{0};
  std::vector<u32> targets;
  u32 nodes = 0;

  void addNode(std::vector<u32> to) {
    targets.insert(targets.end(), to.begin(), to.end());
    first.push_back(static_cast<u32>(targets.size()));
    ++nodes;
  }
  u32 size() const { return nodes; }
  bool includes(u32) const { return true; }
  u32 firstEdge(u32 node) const { return first[node]; }
  u32 endEdge(u32 node) const { return first[node + 1]; }
  bool follows(u32, u32) const { return true; }
  u32 target(u32, u32 edge) const { return targets[edge]; }
};

// In parts of kPart nodes.
template <u32 kPart = Workers::kPart> std::set<std::set<u32>> componentsOf(const TestGraph &graph, u32 workers = 1) {
  scratch::release();
  Components components;
  SccFinder<TestGraph, kPart>(graph, Workers(workers), components).run();
  std::set<std::set<u32>> found;
  std::vector<u32> number_of(graph.size());
  for (u32 i = 0; i < components.size(); ++i) {
    found.insert(std::set<u32>(components.at(i).begin(), components.at(i).end()));
    for (u32 node : components.at(i)) {
      EXPECT_EQ(number_of[node], 0u);
      number_of[node] = components.of[node];
    }
  }
  // Numbers are of one component each, nodes that are in none included.
  std::map<u32, u32> nodes_of;
  for (u32 node = 0; node < graph.size(); ++node)
    ++nodes_of[components.of[node]];
  for (u32 node = 0; node < graph.size(); ++node) {
    EXPECT_TRUE(components.of[node] && components.of[node] <= Components::numberLimit(graph.size()));
    if (!number_of[node])
      EXPECT_EQ(nodes_of[components.of[node]], 1u);
  }
  for (u32 i = 0; i < components.size(); ++i)
    EXPECT_EQ(nodes_of[components.of[components.at(i)[0]]], components.at(i).size);
  components.release();
  return found;
}

// Two nodes are together if each reaches the other.
std::set<std::set<u32>> byBruteForce(const TestGraph &graph) {
  u32 size = graph.size();
  std::vector<std::vector<char>> reaches(size, std::vector<char>(size));
  for (u32 node = 0; node < size; ++node)
    for (u32 edge = graph.firstEdge(node); edge < graph.endEdge(node); ++edge)
      reaches[node][graph.target(node, edge)] = 1;
  for (u32 via = 0; via < size; ++via)
    for (u32 from = 0; from < size; ++from)
      for (u32 to = 0; to < size && reaches[from][via]; ++to)
        reaches[from][to] |= reaches[via][to];
  std::set<std::set<u32>> found;
  for (u32 node = 0; node < size; ++node) {
    std::set<u32> together;
    for (u32 other = 0; other < size; ++other)
      if (reaches[node][other] && reaches[other][node])
        together.insert(other);
    if (!together.empty())
      found.insert(together);
  }
  return found;
}

TEST(Scc, SmallGraphs) {
  TestGraph graph;
  graph.addNode({1}); // 0 -> the ring 1, 2
  graph.addNode({2});
  graph.addNode({1, 3});
  graph.addNode({});
  graph.addNode({4}); // itself
  EXPECT_EQ(componentsOf(graph), (std::set<std::set<u32>>{{1, 2}, {4}}));
  EXPECT_EQ(componentsOf(TestGraph()), (std::set<std::set<u32>>()));
}

TestGraph randomGraph(std::mt19937 &random, u32 most_edges, u32 near) {
  TestGraph graph;
  u32 size = 1 + random() % 24;
  for (u32 node = 0; node < size; ++node) {
    std::vector<u32> to;
    for (u32 i = random() % (most_edges + 1); i > 0; --i)
      to.push_back(near ? (node + random() % near) % size : random() % size);
    graph.addNode(to);
  }
  return graph;
}

TEST(Scc, LikeBruteForce) {
  std::mt19937 random(3);
  for (int round = 0; round < 1500; ++round) {
    TestGraph graph = randomGraph(random, random() % 4, 0);
    ASSERT_EQ(componentsOf(graph), byBruteForce(graph)) << "round " << round;
  }
}

// Components that lead through several parts, rows of nodes above all.
TEST(Scc, LikeBruteForceInParts) {
  std::mt19937 random(5);
  for (int round = 0; round < 6000; ++round) {
    TestGraph graph = randomGraph(random, 1 + random() % 3, random() % 4);
    auto expected = byBruteForce(graph);
    ASSERT_EQ(componentsOf<4>(graph), expected) << "round " << round;
    ASSERT_EQ(componentsOf<2>(graph), expected) << "round " << round;
    ASSERT_EQ(componentsOf<7>(graph), expected) << "round " << round;
  }
}

TEST(Scc, SameWithWorkers) {
  std::mt19937 random(7);
  TestGraph graph;
  constexpr u32 kSize = 3000;
  for (u32 node = 0; node < kSize; ++node)
    graph.addNode(node % 50 ? std::vector<u32>{(node + 1) % kSize}
                            : std::vector<u32>{(node + 1) % kSize, static_cast<u32>(random() % kSize)});
  graph.targets.back() = 1000; // what is before that is in no ring
  EXPECT_EQ(componentsOf<64>(graph, 3), componentsOf(graph));
}

TEST(Scc, RingOfTenMillion) {
  constexpr u32 kSize = 10000000;
  TestGraph graph;
  graph.nodes = kSize;
  graph.first.resize(kSize + 1);
  graph.targets.resize(kSize);
  for (u32 node = 0; node < kSize; ++node) {
    graph.first[node + 1] = node + 1;
    graph.targets[node] = (node + 1) % kSize;
  }
  scratch::release();
  Components components;
  findComponents(graph, Workers(2), components);
  ASSERT_EQ(components.size(), 1u);
  EXPECT_EQ(components.at(0).size, kSize);
  components.release();
}

} // namespace
