// Intent: two shared_ptr nodes that hold each other are a cycle; its type, fields and lines are named.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>

struct Node {
  int value = 0;
  std::shared_ptr<Node> next;
#ifdef CLEAN
  std::weak_ptr<Node> back;
#endif
};

static int make() {
  // CHECK: RefSan: 1 reference cycle keeps 2 objects
  auto first = std::make_shared<Node>();
  // CHECK: Node  40 bytes  strong 1, weak 0
  // CHECK-SAME: made at {{.*}}shared-ptr-ring.cpp:[[@LINE-2]]
  // CHECK: next holds
  // CHECK-SAME: taken at {{.*}}shared-ptr-ring.cpp:[[@LINE+6]]
  auto second = std::make_shared<Node>();
  // CHECK: Node  40 bytes  strong 1, weak 0
  // CHECK-SAME: made at {{.*}}shared-ptr-ring.cpp:[[@LINE-2]]
  // CHECK: next holds
  // CHECK-SAME: taken at {{.*}}shared-ptr-ring.cpp:[[@LINE+6]]
  first->next = second;
#ifdef CLEAN
  second->back = first;
  return second->back.lock()->value;
#else
  second->next = first;
  return second->next->value;
#endif
}

int main() { return make(); }
// CHECK: 2 leaked
