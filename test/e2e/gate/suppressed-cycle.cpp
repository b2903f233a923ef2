// Intent: a cycle is suppressed by its class, a type, a field, a file, a line or its id; what it owns goes with it.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %env_refsan_opts=suppressions=/dev/null %run %t 2>&1 | FileCheck %s
// RUN: echo 'class:cycle' > %t.supp && %exits 0 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck --check-prefix=GONE %s
// RUN: echo 'type:^Node$' > %t.supp && %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: echo 'field:Node::next' > %t.supp && %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: echo 'file:suppressed-cycle.cpp$' > %t.supp && %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: echo 'line:suppressed-cycle.cpp:24' > %t.supp && %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: %exits 23 %run %t 2>&1 | sed -n 's/.* id /id:/p' > %t.supp && %silent 0 %env_refsan_opts=suppressions=%t.supp:print_suppressions=0 %run %t
// RUN: printf 'class:lost\ntype:Edge\nfield:previous\nline:suppressed-cycle.cpp:2\nid:0123456789\n' > %t.supp
// RUN: %exits 23 %env_refsan_opts=suppressions=%t.supp %run %t 2>&1 | FileCheck %s

#include <memory>
#include <string>

struct Node {
  std::shared_ptr<Node> next;
  std::unique_ptr<std::string> name = std::make_unique<std::string>("a name that is not short");
};

int main() {
  auto node = std::make_shared<Node>();
  node->next = std::make_shared<Node>();
  node->next->next = node;
}
// CHECK: RefSan: 1 reference cycle keeps 6 objects
// CHECK: 0 suppressed
// GONE: RefSan: no leaks
// GONE: 6 suppressed
