// Intent: whichever of its mappings the runtime does not get: the program goes on, and never passes unchecked.
// REQUIRES: python3
// RUN: %clangxx_refsan -pthread %s -o %t
// RUN: %env_refsan_opts=symbolize=0:color=never %fail_mappings 23,25 %t | FileCheck %s
// RUN: echo leak:nothing > %t.supp && rm -f %t.base
// RUN: %env_refsan_opts=baseline=%t.base:baseline_update=1 %run %t
// RUN: %env_refsan_opts=symbolize=0:color=never:suppressions=%t.supp:baseline=%t.base %fail_mappings 0,23,24,25 %t | FileCheck %s
// RUN: %clangxx_refsan -pthread -DCLEAN %s -o %t.clean
// RUN: %env_refsan_opts=symbolize=0:color=never %fail_mappings 0,25 %t.clean | FileCheck %s
// CHECK: {{[0-9]+}} mappings refused
// CHECK-NEXT: {{[0-9]+}} mappings refused, each with all that follow
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
  std::vector<int> values = std::vector<int>(100);
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
  b->next = a;
#ifdef CLEAN
  b->next.reset();
#endif
  char *volatile block = static_cast<char *>(malloc(50));
  block = static_cast<char *>(realloc(block, 5000));
  block[0] = 1;
#ifdef CLEAN
  free(block);
#endif
  block = nullptr;
}

int main() {
  work();
  std::thread(work).join();
  puts("the program has done its work");
  return 0;
}
