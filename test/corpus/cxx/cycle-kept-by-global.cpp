// corpus: clean
// A cycle that a global leads to is in use.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};
Node *current;

int main() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
  b->next = a;
  current = a.get();
}
