// Intent: a program whose libraries do not see its malloc is not judged: the run fails and says why. Without such libraries it is.
// RUN: echo "{ local: *; };" > %t.map
// RUN: %clangxx_refsan %s -Wl,--version-script=%t.map -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan %s -Wl,--exclude-libs,ALL -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan %s -static-libstdc++ -Wl,--exclude-libs,ALL -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s --check-prefix=LEAK
// RUN: %clangxx_refsan -DCLEAN %s -static-libstdc++ -Wl,--exclude-libs,ALL -o %t
// RUN: %silent 0 %run %t
// RUN: %clangxx_refsan -DCLEAN %s -Wl,--hash-style=sysv -o %t
// RUN: %silent 0 %run %t
// RUN: %clangxx_refsan -DCLEAN %s -Wl,-Bsymbolic,--gc-sections -rdynamic -o %t
// RUN: %silent 0 %run %t

#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

int main() {
  auto node = std::make_shared<Node>();
#ifndef CLEAN
  node->next = node;
#endif
}
// CHECK: RefSan: the check failed: the program's libraries do not see its malloc
// LEAK: RefSan: 1 reference cycle
