// corpus: leak class=cycle members=3 objects=3 field=children[0],children[1],parent break=parent
// fixed: clean
#include <memory>
#include <vector>

struct Node {
#ifdef FIXED
  std::weak_ptr<Node> parent;
#else
  std::shared_ptr<Node> parent;
#endif
  std::vector<std::shared_ptr<Node>> children;
};

static void work() {
  auto root = std::make_shared<Node>();
  for (int i = 0; i < 2; i++) {
    auto child = std::make_shared<Node>();
    child->parent = root;
    root->children.push_back(child);
  }
}

int main() { work(); }
