// Intent: unique_ptr, std::function and std::any own what they hold; pointers and references are raw.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <any>
#include <functional>
#include <memory>
// CHECK: type Node short Node size {{[0-9]+}} complete
// CHECK-NEXT: 0 own: Owner One
// CHECK-NEXT: 8 callback: Owner Stored when 8 bytes at 24 not in 0..0
// CHECK-NEXT: {{[0-9]+}} any: Owner Stored when 8 bytes at
// CHECK-NEXT: {{[0-9]+}} pointer: Raw Many
// CHECK-NEXT: {{[0-9]+}} reference: Raw One
// CHECK-NOT: code
struct Node {
  std::unique_ptr<Node> own;
  std::function<void()> callback;
  std::any any;
  Node *pointer;
  Node &reference;
  void (*code)(int);
};
Node *user(Node &n) { return new Node{{}, {}, {}, nullptr, n, nullptr}; }
