// corpus: leak class=cycle members=1000 objects=1000 bytes=32000 field=next
// fixed: clean
// A long ring is one finding.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

static void ring(int count) {
  auto first = std::make_shared<Node>(), last = first;
  for (int i = 1; i < count; i++) {
    last->next = std::make_shared<Node>();
    last = last->next;
  }
#ifndef FIXED
  last->next = first;
#endif
}

int main() { ring(1000); }
