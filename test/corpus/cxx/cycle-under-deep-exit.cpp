// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// exit in a recursion over the dead frames of the function that made the cycle.
#include <cstdlib>
#include <memory>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
  std::vector<int> numbers = std::vector<int>(10);
};

static void work(int depth) {
  std::shared_ptr<Node> copies[20];
  if (depth == 0) {
    copies[0] = std::make_shared<Node>();
    copies[1] = std::make_shared<Node>();
    copies[0]->next = copies[1];
#ifndef FIXED
    copies[1]->next = copies[0];
#endif
    for (int i = 2; i < 20; i++)
      copies[i] = copies[i % 2];
    return;
  }
  work(depth - 1);
}

static void dig(int depth) {
  void *volatile table[30];
  if (depth == 0)
    std::exit(0);
  dig(depth - 1);
  table[depth] = nullptr;
}

int main() {
  work(5);
  dig(12);
}
