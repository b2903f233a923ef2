// corpus: leak class=cycle members=1 objects=1 owned=1 field=inner.self proof=proved
// fixed: clean
// What a member of a union owns is a guess, and does not make the cycle one.
#include <memory>

struct Outer {
  struct {
    std::shared_ptr<Outer> self;
  } inner;
  union {
    int *pointer;
    long number;
  };
  Outer() : pointer(new int(3)) {}
  ~Outer() { delete pointer; }
};

static void work() {
  auto outer = std::make_shared<Outer>();
#ifndef FIXED
  outer->inner.self = outer;
#endif
}

int main() { work(); }
