// Intent: where a virtual base lies is known at run time only: the type is incomplete, its blocks are scanned whole.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
// CHECK: type Node short Node size 24 incomplete
// CHECK-NOT: pointer
struct Base {
  int *pointer;
};
struct Node : virtual Base {
  int *other;
};
Node *user() { return new Node; }
