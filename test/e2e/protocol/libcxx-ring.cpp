// Intent: two nodes that hold each other are a cycle, fields and lines named (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -stdlib=libc++ %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>

struct Node {
  int id = 0;
  std::shared_ptr<Node> next;
  std::weak_ptr<Node> back;
};

int main() {
  // CHECK: RefSan: 1 reference cycle keeps 3 objects
  // CHECK: Node {{.*}}strong 1, weak 1
  // CHECK: next holds
  // CHECK-SAME: taken at {{.*}}.cpp:[[@LINE+6]]
  // CHECK: Node {{.*}}strong 1, weak 0
  // CHECK: next holds
  // CHECK-SAME: taken at {{.*}}.cpp:[[@LINE+6]]{{.*}}(closed the cycle)
  auto first = std::make_shared<Node>();
  std::shared_ptr<Node> second(new Node());
  first->next = second;
  second->back = first;
#ifndef CLEAN
  second->next = first;
#endif
  // CHECK: make `Node::next` a `std::weak_ptr`
}
