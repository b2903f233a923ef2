// corpus: leak members=2 objects=2
// fixed: clean
// A cycle, one of whose members has one more reference that nobody holds any longer.
#include <memory>
#include <new>

struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
#ifndef FIXED
  b->next = a;
  alignas(std::shared_ptr<Node>) static char slot[sizeof(a)];
  new (slot) std::shared_ptr<Node>(a);
  for (volatile char &byte : slot)
    byte = 0;
#endif
}

int main() { work(); }
