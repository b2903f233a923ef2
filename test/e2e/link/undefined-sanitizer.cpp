// Intent: programs built with UndefinedBehaviorSanitizer are checked like others.
// RUN: %clangxx_refsan -fsanitize=undefined %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -fsanitize=undefined -DCLEAN %s -o %t && %silent 0 %run %t
// CHECK: in 1 cycle

#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

int main() {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  first->next = second;
  second->next = first;
#ifdef CLEAN
  second->next.reset();
#endif
}
