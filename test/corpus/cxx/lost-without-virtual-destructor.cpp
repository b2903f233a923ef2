// corpus: leak class=lost objects=1 bytes=77
// fixed: clean
// flags: -Wno-delete-non-abstract-non-virtual-dtor
// Deleted through a base class without a virtual destructor: what the derived class owns stays.
#include <cstdlib>

struct Base {
  int number = 0;
#ifdef FIXED
  virtual ~Base() = default;
#endif
};
struct Derived : Base {
  void *more = malloc(77);
  ~Derived() { free(more); }
};

__attribute__((noinline)) void destroy(Base *object) { delete object; }

int main() {
  destroy(new Derived);
  return 0;
}
