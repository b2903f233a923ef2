// Intent: a local handle that is assigned again and returned keeps the line of its copy, and of where it is moved in (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -std=c++20 -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -std=c++20 -DCLEAN -stdlib=libc++ %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <list>
#include <memory>

class Node : public std::enable_shared_from_this<Node> {
  std::weak_ptr<Node> parent;
  std::list<std::shared_ptr<Node>> children;
  std::shared_ptr<Node> anchor;

public:
  void add(const std::shared_ptr<Node> &child) {
    child->parent = weak_from_this();
    children.push_back(child);
  }
  std::shared_ptr<Node> root() {
    auto at = shared_from_this();
    while (auto up = at->parent.lock())
      at = up; // copies
    return at;
  }
  void stick() {
    anchor = root(); // moves
  }
};

int main() {
  auto top = std::make_shared<Node>(), leaf = std::make_shared<Node>();
  top->add(leaf);
#ifndef CLEAN
  leaf->stick();
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: anchor holds {{.*}}taken at {{.*}}libcxx-assigned-local.cpp:24:10 by shared_ptr::shared_ptr, moved in at {{.*}}:28:12
