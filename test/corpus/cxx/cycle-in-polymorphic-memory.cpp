// corpus: leak class=cycle members=2 objects=2
// fixed: clean
#include <memory>
#include <memory_resource>
#include <vector>

struct Node {
  std::pmr::vector<std::shared_ptr<Node>> links;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->links.push_back(b);
#ifndef FIXED
  b->links.push_back(a);
#endif
}

int main() { work(); }
