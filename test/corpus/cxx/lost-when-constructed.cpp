// corpus: leak class=lost members=1 objects=1
// fixed: clean
// While the constructor runs, new keeps the pointer somewhere in main's frame.
#include <cstdlib>

struct Node {
  Node *next = nullptr;
  int number;
  explicit Node(int number) : number(number) {}
};

int main() {
  Node *node = new Node(3);
  node->next = node;
#ifdef FIXED
  delete node;
#endif
  node = nullptr;
  std::exit(node != nullptr);
}
