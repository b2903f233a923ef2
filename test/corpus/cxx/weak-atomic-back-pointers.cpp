// corpus: leak class=lost members=1
// fixed: clean
// flags: -std=c++20
// An atomic weak handle that points back makes no cycle.
#include <atomic>
#include <memory>

struct Node {
  std::shared_ptr<Node> child;
  std::atomic<std::weak_ptr<Node>> parent;
};

static void work() {
  auto root = std::make_unique<std::shared_ptr<Node>>(std::make_shared<Node>());
  (*root)->child = std::make_shared<Node>();
  (*root)->child->parent.store(*root);
#ifndef FIXED
  root.release();
#endif
}

int main() { work(); }
