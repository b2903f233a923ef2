// corpus: leak class=cycle members=2 objects=2 field=children[…],parent
// fixed: clean
#include <list>
#include <memory>

struct Node {
#ifdef FIXED
  std::weak_ptr<Node> parent;
#else
  std::shared_ptr<Node> parent;
#endif
  std::list<std::shared_ptr<Node>> children;
};

static void work() {
  auto root = std::make_shared<Node>();
  root->children.push_back(std::make_shared<Node>());
  root->children.front()->parent = root;
}

int main() { work(); }
