// corpus: leak class=cycle members=1 objects=1 field=self proof=proved
// fixed: clean
#include <memory>

struct Node {
  std::shared_ptr<Node> self;
  int value = 3;
};

int main() {
  auto node = std::make_shared<Node>();
  node->self = node;
  int value = node->value;
#ifdef FIXED
  node->self = nullptr;
#endif
  return value != 3;
}
