// Intent: shared_ptr(new T)'s control block is private, counted, and owns T.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <memory>
// CHECK: type shared_ptr control block of Node short Node size 24 SharedPtr private complete
// CHECK-NEXT: 16 -: Owner One
struct Node {
  int id;
};
void user(std::shared_ptr<Node> &p, Node *n) { p = std::shared_ptr<Node>(n); }
