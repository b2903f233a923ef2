// corpus: leak class=cycle findings=2 members=2 objects=2
// fixed: clean
// The inner cycle would stay if the outer one were broken: two causes.
#include <memory>

struct Inner {
  std::shared_ptr<Inner> other;
};
struct Outer {
  std::shared_ptr<Outer> peer;
  std::shared_ptr<Inner> inner;
};

static void work() {
  auto a = std::make_shared<Outer>(), b = std::make_shared<Outer>();
  auto c = std::make_shared<Inner>(), d = std::make_shared<Inner>();
  a->inner = c;
  a->peer = b;
  c->other = d;
#ifndef FIXED
  b->peer = a;
  d->other = c;
#endif
}

int main() { work(); }
