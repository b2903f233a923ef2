// corpus: leak class=forgotten-reference members=1 type=Node
// fixed: clean
// A union's member is replaced without being destroyed.
#include <memory>
#include <new>

struct Node {
  int value = 6;
};
union Slot {
  long number;
  std::shared_ptr<Node> node;
  Slot() : number(0) {}
  ~Slot() {}
};

static int work() {
  auto slot = std::make_unique<Slot>();
  new (&slot->node) std::shared_ptr<Node>(std::make_shared<Node>());
  int value = slot->node->value;
#ifdef FIXED
  slot->node.reset();
#endif
  slot->number = 1;
  return value;
}

int main() { return work() != 6; }
