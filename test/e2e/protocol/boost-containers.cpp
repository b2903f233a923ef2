// Intent: lines of handles stay right while the vector and the map that hold them grow (boost).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/weak_ptr.hpp>
#include <map>
#include <vector>

struct Parent;
struct Child {
#ifdef CLEAN
  boost::weak_ptr<Parent> parent;
#else
  boost::shared_ptr<Parent> parent;
#endif
};
struct Parent {
  std::vector<boost::shared_ptr<Child>> children;
  std::map<int, boost::shared_ptr<Child>> by_id;
};

static void add(const boost::shared_ptr<Parent> &parent, int id) {
  auto child = boost::make_shared<Child>();
  child->parent = parent;
  parent->children.push_back(child);
  parent->by_id[id] = child;
}

int main() {
  auto parent = boost::make_shared<Parent>();
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
// CHECK: make `Child::parent` a `boost::weak_ptr`
