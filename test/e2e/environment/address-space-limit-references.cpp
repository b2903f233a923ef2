// Intent: the tables of references have room in an address space with a limit, too.
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: %exits 23 %run sh -c 'ulimit -v 350000; exec "$0"' %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -pthread -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run sh -c 'ulimit -v 350000; exec "$0"' %t-clean
#include <memory>
#include <thread>

struct Node {
  std::shared_ptr<Node> next;
};
static void make() {
  auto first = std::make_shared<Node>();
  first->next = std::make_shared<Node>();
#ifndef CLEAN
  first->next->next = first; // CHECK: next holds the first object {{.*}}address-space-limit-references.cpp:[[#@LINE]]
#endif
}

int main() {
  std::thread(make).join();
  make();
}
