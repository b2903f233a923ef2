// Intent: with a library whose operator new takes no memory from malloc nothing can be found: the run fails and says why.
// RUN: %clang_plain -shared -fPIC -fno-builtin %S/Inputs/other-allocator.c -o %t.so
// RUN: %clangxx_refsan %s %t.so -o %t
// RUN: %exits 25 %run %t 2>&1 | FileCheck %s -DLIBRARY=%t.so
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s --check-prefix=LEAK
// RUN: %clangxx_refsan -DCLEAN %s -o %t
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
// CHECK: RefSan: the check failed: malloc or operator new is that of [[LIBRARY]]: what it makes is not seen; link or preload the program without it
// LEAK: RefSan: 1 reference cycle
