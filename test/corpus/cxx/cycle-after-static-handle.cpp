// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// The static handle is destroyed at exit, the cycle that it led to stays; the dead handle's words keep nothing.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};
static std::shared_ptr<Node> entry;

int main() {
  entry = std::make_shared<Node>();
  entry->next = std::make_shared<Node>();
#ifndef FIXED
  entry->next->next = entry;
#endif
}
