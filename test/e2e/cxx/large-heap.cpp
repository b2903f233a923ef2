// Intent: a heap that several processors check: every cycle is counted, what is alive is not; another thread waits meanwhile.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

#include <memory>
#include <thread>
#include <unistd.h>

struct Node {
  std::shared_ptr<Node> next;
};

static Node *volatile kept; // else its stores are dead at -O2

static void leakPairs(int count) {
  for (int i = 0; i < count; i++) {
    auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
    first->next = second;
    second->next = first;
  }
}

static void leakRing(int count) {
  auto first = std::make_shared<Node>(), last = first;
  for (int i = 1; i < count; i++)
    last = last->next = std::make_shared<Node>();
  last->next = first;
}

int main() {
  std::thread([] { pause(); }).detach();
  leakPairs(150000);
  leakRing(100000);
  kept = new Node;
  for (int i = 0; i < 100000; i++) {
    auto *more = new Node;
    more->next = std::shared_ptr<Node>(kept);
    kept = more;
  }
}
// CHECK: RefSan: 150001 reference cycles keep 400000 objects
// CHECK: cycle 1 {{.*}}2 objects, {{.*}} found 150000 times
// CHECK: cycle 2 {{.*}}100000 objects
// CHECK: 400000 leaked {{.*}} in 150001 cycles
