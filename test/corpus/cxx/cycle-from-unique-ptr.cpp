// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// Objects that began as unique.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  std::shared_ptr<Node> a = std::make_unique<Node>(), b = std::make_unique<Node>();
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() { work(); }
