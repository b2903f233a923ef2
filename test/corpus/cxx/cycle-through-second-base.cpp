// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// The handle points into the middle of the object: to its second base.
#include <memory>

struct First {
  virtual ~First() = default;
  long a = 1;
};
struct Second {
  virtual ~Second() = default;
  std::shared_ptr<Second> peer;
};
struct Both : First, Second {
  long b = 2;
};

static void work() {
  std::shared_ptr<Second> a = std::make_shared<Both>();
  std::shared_ptr<Second> b(new Both);
  a->peer = b;
#ifndef FIXED
  b->peer = a;
#endif
}

int main() { work(); }
