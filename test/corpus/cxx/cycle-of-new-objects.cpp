// corpus: leak class=cycle members=2 objects=2 field=next proof=proved
// fixed: clean
// shared_ptr(new T): the control block is a block of its own and no member.
#include <memory>

struct Node {
  explicit Node(int value) : value(value) {}
  int value;
  std::shared_ptr<Node> next;
};

static void work() {
  std::shared_ptr<Node> a(new Node(1)), b(new Node(2));
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() { work(); }
