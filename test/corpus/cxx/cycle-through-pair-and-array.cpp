// corpus: leak class=cycle members=2 objects=2 field=links[1],named.second
// fixed: clean
#include <array>
#include <memory>
#include <utility>

struct Node {
  std::array<std::shared_ptr<Node>, 3> links;
  std::pair<int, std::shared_ptr<Node>> named;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->links[1] = b;
#ifndef FIXED
  b->named = {1, a};
#endif
}

int main() { work(); }
