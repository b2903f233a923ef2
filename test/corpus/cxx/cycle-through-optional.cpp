// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
#include <memory>
#include <optional>

struct Node {
  std::optional<std::shared_ptr<Node>> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
  b->next = a;
#ifdef FIXED
  a->next.reset();
#endif
}

int main() { work(); }
