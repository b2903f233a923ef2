//===- binary_trees.cpp - new and delete and nothing else -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// binary_trees DEPTH: a long-lived tree of that depth beside many short-lived ones
// of all smaller depths, as in the well-known benchmark.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>

namespace {
struct Node {
  Node *left, *right;
};

Node *grow(int depth) { return depth ? new Node{grow(depth - 1), grow(depth - 1)} : new Node{nullptr, nullptr}; }

long count(const Node *node) { return node->left ? 1 + count(node->left) + count(node->right) : 1; }

void fell(Node *node) {
  if (node->left) {
    fell(node->left);
    fell(node->right);
  }
  delete node;
}
} // namespace

int main(int, char **argv) {
  int deepest = std::atoi(argv[1]);
  Node *longest = grow(deepest);
  for (int depth = 4; depth <= deepest; depth += 4) {
    long nodes = 0;
    for (long trees = 1L << (deepest - depth + 4); trees; trees--) {
      Node *tree = grow(depth);
      nodes += count(tree);
      fell(tree);
    }
    std::printf("%d %ld\n", depth, nodes);
  }
  std::printf("%ld\n", count(longest));
  fell(longest);
}
