// Intent: make_shared's block is the object, counted; its fields lie behind the counts.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <memory>
// CHECK: type Node short Node size 32 SharedPtr complete
// CHECK-NEXT: 16 next: Raw One
// CHECK-NEXT: 24 next: Strong One
// CHECK: site Alloc new_allocator.h:{{.*}} of Node One library
struct Node {
  std::shared_ptr<Node> next;
};
void user(std::shared_ptr<Node> &p) { p = std::make_shared<Node>(); }
