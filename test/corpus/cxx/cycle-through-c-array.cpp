// corpus: leak class=cycle members=2 objects=2 field=links[2],state.link.next
// fixed: clean
// An array member and structures within the structure.
#include <memory>

struct Node {
  std::shared_ptr<Node> links[4];
  struct {
    int tag;
    struct {
      std::shared_ptr<Node> next;
    } link;
  } state;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->links[2] = b;
#ifndef FIXED
  b->state.link.next = a;
#endif
}

int main() { work(); }
