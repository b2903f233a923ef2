// corpus: leak class=lost
// fixed: clean
// Unique owners downwards, plain pointers upwards: no cycle of references.
#include <memory>
#include <vector>

struct Node {
  Node *parent = nullptr;
  std::vector<std::unique_ptr<Node>> children;
  Node *add() {
    children.push_back(std::make_unique<Node>());
    children.back()->parent = this;
    return children.back().get();
  }
};

static size_t work() {
  auto root = std::make_unique<Node>();
  root->add()->add();
  root->add();
  size_t count = root->children.size();
#ifndef FIXED
  root.release();
#endif
  return count;
}

int main() { return work() != 2; }
