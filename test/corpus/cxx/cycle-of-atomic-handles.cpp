// corpus: leak class=cycle members=2 objects=2 field=next taken=12,14
// fixed: clean
#include <atomic>
#include <memory>

struct Node {
  std::atomic<std::shared_ptr<Node>> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next.store(b);
#ifndef FIXED
  b->next.store(a);
#endif
}

int main() { work(); }
