// Intent: std::atomic<std::shared_ptr<T>> is a strong handle of the name of its field.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <atomic>
#include <memory>
struct Node {
  int value;
  std::atomic<std::shared_ptr<Node>> next;
};
// CHECK: type Node
// CHECK-NEXT: 8 next: Strong One
Node *make() { return new Node; }
