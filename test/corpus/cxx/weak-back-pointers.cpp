// corpus: clean
// A tree with weak handles upwards goes by itself.
#include <memory>
#include <vector>

struct Node {
  std::weak_ptr<Node> parent;
  std::vector<std::shared_ptr<Node>> children;
};

int main() {
  auto root = std::make_shared<Node>();
  for (int i = 0; i < 3; i++) {
    auto child = std::make_shared<Node>();
    child->parent = root;
    root->children.push_back(child);
  }
  return root->children[2]->parent.lock() != root;
}
