// Intent: a ring of a thousand that is opened again is no finding.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

int main() {
  auto first = std::make_shared<Node>(), last = first;
  for (int i = 1; i < 1000; ++i) {
    last->next = std::make_shared<Node>();
    last = last->next;
  }
  last->next = first;
  last->next.reset();
}
