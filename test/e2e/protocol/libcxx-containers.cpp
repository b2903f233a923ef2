// Intent: lines of handles stay right while the vector and the map that hold them grow (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN -stdlib=libc++ %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>
#include <map>
#include <vector>

struct Parent;
struct Child {
#ifdef CLEAN
  std::weak_ptr<Parent> parent;
#else
  std::shared_ptr<Parent> parent;
#endif
};
struct Parent {
  std::vector<std::shared_ptr<Child>> children;
  std::map<int, std::shared_ptr<Child>> by_id;
};

static void add(const std::shared_ptr<Parent> &parent, int id) {
  auto child = std::make_shared<Child>();
  child->parent = parent;
  parent->children.push_back(child);
  parent->by_id[id] = child;
}

int main() {
  auto parent = std::make_shared<Parent>();
  for (int id = 0; id < 3; ++id)
    add(parent, id);
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: Parent {{.*}}strong 3, weak 0
// CHECK: children[0] holds object 2 {{ *}}taken at {{.*}}.cpp:[[@LINE-11]]
// CHECK: children[1] holds object 3 {{ *}}taken at {{.*}}.cpp:[[@LINE-12]]
// CHECK: children[2] holds object 4 {{ *}}taken at {{.*}}.cpp:[[@LINE-13]]
// CHECK: by_id[…] holds object {{[234] *}}taken at {{.*}}.cpp:[[@LINE-13]]
// CHECK: parent holds object 1 {{ *}}taken at {{.*}}.cpp:[[@LINE-16]]
// CHECK: make `Child::parent` a `std::weak_ptr`
