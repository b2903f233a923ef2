// Intent: a handle in the alternative that a boost::variant has is an edge, and so is one in a boost::any.
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/any.hpp>
#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/variant.hpp>
#include <string>

struct Node {
  boost::variant<int, std::string, boost::shared_ptr<Node>> value;
};
struct Box {
  boost::any value;
};

int main() {
  auto node = boost::make_shared<Node>();
  node->value = node;
  auto other = boost::make_shared<Node>();
  other->value = other;
  other->value = std::string("what was there before is gone");
  auto box = boost::make_shared<Box>();
  box->value = box;
#ifdef CLEAN
  node->value = 1;
  box->value = 1;
#endif
}
// CHECK: RefSan: 2 reference cycles keep 3 objects
// CHECK-DAG: Node {{.*}}strong 1
// CHECK-DAG: value holds the object itself {{ *}}taken at {{.*}}.cpp:23:
// CHECK-DAG: Box {{.*}}strong 1
// CHECK-DAG: value holds the object itself {{ *}}taken at {{.*}}.cpp:28:
