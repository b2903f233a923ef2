// Intent: with one weak_ptr the ring is freed (boost).
// REQUIRES: boost
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <boost/make_shared.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/weak_ptr.hpp>

struct Node {
  int id = 0;
  boost::shared_ptr<Node> next;
  boost::weak_ptr<Node> back;
};

int main() {
  auto first = boost::make_shared<Node>();
  boost::shared_ptr<Node> second(new Node());
  first->next = second;
  second->back = first;
}
