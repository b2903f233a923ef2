//===- shared_tree.cpp - a shared_ptr tree built and walked by value -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// shared_tree DEPTH WALKS: nodes hold vectors of handles; a walk copies each handle.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

namespace {
struct Node {
  long value;
  std::vector<std::shared_ptr<Node>> children;
};
using Handle = std::shared_ptr<Node>;

Handle grow(int depth, long &number) {
  auto node = std::make_shared<Node>();
  node->value = number++;
  if (depth)
    for (int i = 0; i < 4; i++)
      node->children.push_back(grow(depth - 1, number));
  return node;
}

long walk(Handle node) {
  long sum = node->value;
  for (Handle child : node->children)
    sum += walk(child);
  return sum;
}

// Handles in the heap, in the order of a search.
long collect(const Handle &root) {
  std::vector<Handle> found = {root};
  long sum = 0;
  for (size_t i = 0; i < found.size(); i++) {
    Handle node = found[i];
    sum += node->value;
    for (const Handle &child : node->children)
      found.push_back(child);
  }
  return sum;
}
} // namespace

int main(int, char **argv) {
  int depth = std::atoi(argv[1]);
  long walks = std::atol(argv[2]), sum = 0;
  for (long i = 0; i < walks; i++) {
    long number = i;
    Handle tree = grow(depth, number);
    sum += walk(tree) + walk(tree) + walk(tree) + collect(tree);
  }
  std::printf("%ld\n", sum);
}
