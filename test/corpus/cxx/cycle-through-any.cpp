// corpus: leak class=cycle members=2 objects=2 field=data*
// fixed: clean
// std::any keeps a shared_ptr in a block of its own, as it is larger than a pointer.
#include <any>
#include <memory>

struct Node {
  std::any data;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  a->data = b;
  b->data = a;
#ifdef FIXED
  a->data.reset();
#endif
}

int main() { work(); }
