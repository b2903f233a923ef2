// Intent: of a ring that is too long to be shown the first objects are, and the one that closes it, with its line.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

int main() {
  auto first = std::make_shared<Node>(), last = first;
  for (int i = 1; i < 1000; ++i) {
    last->next = std::make_shared<Node>();
    last = last->next;
  }
  last->next = first;
#ifdef CLEAN
  last->next.reset();
#endif
}
// CHECK: cycle 1   1000 objects
// CHECK: 1. Node
// CHECK: next holds object 2 {{ *}}taken at {{.*}}long-ring.cpp:[[@LINE-10]]
// CHECK: and 984 more objects
// CHECK-NEXT: 1000. Node
// CHECK: next holds object 1 {{ *}}taken at {{.*}}long-ring.cpp:[[@LINE-10]]{{.*}}(closed the cycle)
// CHECK: make `Node::next` a `std::weak_ptr`
// CHECK-NEXT: without it all 1000 objects are freed
