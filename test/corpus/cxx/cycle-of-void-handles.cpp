// corpus: leak class=cycle members=2 objects=2 field=data
// fixed: clean
// Handles that forgot the type.
#include <memory>

struct Box {
  std::shared_ptr<void> data;
};

static void work() {
  auto a = std::make_shared<Box>(), b = std::make_shared<Box>();
  a->data = b;
#ifndef FIXED
  b->data = a;
#endif
}

int main() { work(); }
