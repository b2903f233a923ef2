// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// exit in main, when the handles are destroyed.
#include <cstdlib>
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

static void link(std::shared_ptr<Node> first, std::shared_ptr<Node> second) {
  first->next = second;
#ifndef FIXED
  second->next = first;
#endif
}

int main() {
  {
    auto first = std::make_shared<Node>();
    link(first, std::make_shared<Node>());
  }
  std::exit(0);
}
