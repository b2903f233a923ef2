// Intent: nothing is left of a chain (boost::intrusive_ref_counter).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <boost/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

struct Link : boost::intrusive_ref_counter<Link> {
  boost::intrusive_ptr<Link> next;
};

int main() {
  boost::intrusive_ptr<Link> first(new Link), second(new Link);
  first->next = second;
}
