// corpus: leak class=cycle members=2 objects=2 field=next
// fixed: clean
// allocate_shared with an allocator of the program's own.
#include <cstdlib>
#include <memory>

template <typename T> struct Allocator {
  using value_type = T;
  Allocator() = default;
  template <typename U> Allocator(const Allocator<U> &) {}
  T *allocate(size_t count) { return static_cast<T *>(std::malloc(count * sizeof(T))); }
  void deallocate(T *block, size_t) { std::free(block); }
  bool operator==(const Allocator &) const = default;
};
struct Node {
  std::shared_ptr<Node> next;
};

static void work() {
  auto a = std::allocate_shared<Node>(Allocator<Node>()), b = std::allocate_shared<Node>(Allocator<Node>());
  a->next = b;
#ifndef FIXED
  b->next = a;
#endif
}

int main() { work(); }
