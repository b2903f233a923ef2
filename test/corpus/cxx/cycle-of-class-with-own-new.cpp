// corpus: leak class=cycle members=2 objects=2 type=Node edges=next@17,next@19 line=15 proof=proved
// fixed: clean
// A class's operator new allocates for one object: its type, its line are those of the new expression.
#include <cstdlib>
#include <memory>

struct Node {
  long number = 0;
  std::shared_ptr<Node> next;
  static void *operator new(std::size_t bytes) { return std::aligned_alloc(32, (bytes + 31) / 32 * 32); }
  static void operator delete(void *node) { std::free(node); }
};

static void work() {
  std::shared_ptr<Node> a(new Node);
  std::shared_ptr<Node> b(new Node);
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() { work(); }
