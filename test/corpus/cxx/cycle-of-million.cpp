// corpus: leak class=cycle findings=1 objects=1000000
// One ring of a million: no recursion in the check, and one finding.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

int main() {
  auto first = std::make_shared<Node>(), last = first;
  for (int i = 1; i < 1000000; i++) {
    last->next = std::make_shared<Node>();
    last = last->next;
  }
  last->next = first;
}
