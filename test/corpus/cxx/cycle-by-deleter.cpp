// corpus: leak class=cycle
// fixed: clean
// The deleter of a holds b, b holds a.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  auto b = std::make_shared<Node>();
#ifdef FIXED
  std::shared_ptr<Node> a(new Node, [](Node *node) { delete node; });
#else
  std::shared_ptr<Node> a(new Node, [b](Node *node) { delete node; });
#endif
  b->next = a;
}

int main() { work(); }
