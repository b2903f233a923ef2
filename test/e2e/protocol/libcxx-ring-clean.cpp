// Intent: with one weak_ptr the ring is freed (libc++).
// REQUIRES: libcxx
// RUN: %clangxx_refsan -stdlib=libc++ %s -o %t
// RUN: %silent 0 %run %t

#include <memory>

struct Node {
  int id = 0;
  std::shared_ptr<Node> next;
  std::weak_ptr<Node> back;
};

int main() {
  auto first = std::make_shared<Node>();
  std::shared_ptr<Node> second(new Node());
  first->next = second;
  second->back = first;
}
