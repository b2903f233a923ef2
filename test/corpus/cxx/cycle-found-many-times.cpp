// corpus: leak class=cycle times=5 members=2 objects=10 field=next
// fixed: clean
// The same function called five times makes one finding.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() {
  for (int i = 0; i < 5; i++)
    work();
}
