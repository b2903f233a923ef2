// corpus: leak class=cycle members=3 objects=3 bytes=120 field=next proof=proved
// fixed: clean
#include <memory>

struct Node {
  int value = 0;
  std::shared_ptr<Node> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>(), c = std::make_shared<Node>();
  a->next = b;
  b->next = c;
  c->next = a;
#ifdef FIXED
  a->next.reset();
#endif
}

int main() { work(); }
