// corpus: leak class=cycle members=2 objects=2 field=next
// corpus: leak class=lost members=1 bytes=70
// fixed: clean
// Two causes that have nothing to do with each other.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->next = b;
  char *volatile text = new char[70];
  text[0] = 1;
#ifdef FIXED
  delete[] text;
#else
  b->next = a;
#endif
}

int main() { work(); }
