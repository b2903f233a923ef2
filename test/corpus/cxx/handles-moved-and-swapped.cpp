// corpus: leak class=cycle members=2 objects=2 field=links[9],links[0] proof=proved
// fixed: clean
// Handles that move through swaps, a growing vector and a sort keep their meaning.
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

struct Node {
  std::vector<std::shared_ptr<Node>> links;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  std::shared_ptr<Node> local = b, other;
  std::swap(local, other);
#ifndef FIXED
  a->links.push_back(std::move(other));
#endif
  for (int i = 0; i < 9; i++)
    a->links.push_back(nullptr);
  std::reverse(a->links.begin(), a->links.end());
  std::vector<std::shared_ptr<Node>> more;
  more.push_back(a);
  b->links.swap(more);
}

int main() { work(); }
