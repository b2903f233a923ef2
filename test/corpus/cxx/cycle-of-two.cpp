// corpus: leak class=cycle members=2 objects=2 bytes=80 field=next proof=proved type=Node line=18
// fixed: clean
// Two nodes, each the other's next.
#include <memory>

struct Node {
  int value = 0;
  std::shared_ptr<Node> next;
};

static int work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->value = b->value = 1;
  a->next = b;
#ifdef FIXED
  std::weak_ptr<Node> back = a;
#else
  b->next = a;
#endif
  return a->value + b->value;
}

int main() { return work() != 2; }
