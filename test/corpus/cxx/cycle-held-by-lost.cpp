// corpus: leak class=cycle members=2 objects=2 field=next
// corpus: leak class=lost members=1 type=Owner
// fixed: clean
// A lost object leads to a cycle: freeing it would not free the cycle.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};
struct Owner {
  std::shared_ptr<Node> entry;
};

static void work() {
  auto *owner = new Owner{std::make_shared<Node>()};
  owner->entry->next = std::make_shared<Node>();
#ifdef FIXED
  delete owner;
#else
  owner->entry->next->next = owner->entry;
#endif
}

int main() { work(); }
