// Intent: a union's pointer is a pointer, under the union's name if it has one.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
// CHECK: type Node short Node size 16 complete
// CHECK-NEXT: 0 named.pointer: Raw Many
// CHECK-NEXT: 8 text: Raw One
struct Node {
  union {
    long number;
    Node *pointer;
  } named;
  union {
    double value;
    char *text;
  };
};
Node *user() { return new Node; }
