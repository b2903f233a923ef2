// corpus: clean
// The weak handle in the object itself is no cycle.
#include <memory>

struct Node : std::enable_shared_from_this<Node> {
  int value = 1;
  std::shared_ptr<Node> me() { return shared_from_this(); }
};

int main() {
  auto node = std::make_shared<Node>();
  int value = node->me()->value;
  return value != 1 || node.use_count() != 1;
}
