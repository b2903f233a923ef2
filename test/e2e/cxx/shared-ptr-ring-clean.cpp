// Intent: the same ring with one weak_ptr is freed.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>

struct Node {
  int value = 0;
  std::shared_ptr<Node> next;
  std::weak_ptr<Node> back;
};

static int make() {
  auto first = std::make_shared<Node>();
  auto second = std::make_shared<Node>();
  first->next = second;
  second->back = first;
  return second->back.lock()->value;
}

int main() { return make(); }
