// Intent: of a shared_ptr the control block's pointer is strong and the object's raw; of a weak_ptr weak and raw.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <memory>
// CHECK: type Node short Node size 32 complete
// CHECK-NEXT: 0 next: Raw One
// CHECK-NEXT: 8 next: Strong One
// CHECK-NEXT: 16 parent: Raw One
// CHECK-NEXT: 24 parent: Weak One
// CHECK: site Alloc shared-ptr-members.cpp:[[#@LINE+5]]:23 in user of Node One
struct Node {
  std::shared_ptr<Node> next;
  std::weak_ptr<Node> parent;
};
Node *user() { return new Node; }
