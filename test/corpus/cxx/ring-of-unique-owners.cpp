// corpus: leak type=Node
// fixed: clean
// Two unique owners own each other. Nothing is counted: whether this is called a cycle or lost is left open.
#include <memory>

struct Node {
  std::unique_ptr<Node> next;
};

static void work() {
  auto a = std::make_unique<Node>();
  a->next = std::make_unique<Node>();
#ifndef FIXED
  Node *second = a->next.get();
  second->next = std::move(a);
#endif
}

int main() { work(); }
