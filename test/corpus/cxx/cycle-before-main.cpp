// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};
struct Maker {
  Maker() {
    auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
    a->next = b;
#ifndef FIXED
    b->next = a;
#endif
  }
};
static Maker maker;

int main() {}
