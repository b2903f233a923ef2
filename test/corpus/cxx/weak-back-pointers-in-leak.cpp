// corpus: leak class=lost members=1 type=std::shared_ptr<Node>
// fixed: clean
// The same tree, lost as a whole: still no cycle.
#include <memory>
#include <vector>

struct Node {
  std::weak_ptr<Node> parent;
  std::vector<std::shared_ptr<Node>> children;
};

static size_t work() {
  auto *root = new std::shared_ptr<Node>(std::make_shared<Node>());
  for (int i = 0; i < 3; i++) {
    auto child = std::make_shared<Node>();
    child->parent = *root;
    (*root)->children.push_back(child);
  }
  size_t count = (*root)->children.size();
#ifdef FIXED
  delete root;
#endif
  return count;
}

int main() { return work() != 3; }
