// Intent: boost::intrusive_ptr over boost::intrusive_ref_counter.
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <boost/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

struct Link : boost::intrusive_ref_counter<Link> {
  boost::intrusive_ptr<Link> next;
};

int main() {
  boost::intrusive_ptr<Link> first(new Link), second(new Link);
  first->next = second;
#ifndef CLEAN
  second->next = first;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Link  16 bytes  strong 1
// CHECK: next holds the next object {{ *}}taken at {{.*}}[[@LINE-7]]
// CHECK: next holds the first object {{ *}}taken at {{.*}}[[@LINE-6]]
