// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
#include <cstdlib>
#include <memory>
#include <new>

struct Node {
  std::shared_ptr<Node> next;
};

static std::shared_ptr<Node> make() {
  void *place = std::malloc(sizeof(Node));
  return {new (place) Node, [](Node *node) {
            node->~Node();
            std::free(node);
          }};
}

static void work() {
  auto a = make(), b = make();
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() { work(); }
