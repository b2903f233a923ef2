// Intent: a block of the user's allocator is a private buffer, a node or a counted object, as one of std::allocator is.
// RUN: %clangxx_refsan -O0 -S -emit-llvm %s -o - | %python %S/../Inputs/show.py | FileCheck %s
#include <cstdlib>
#include <list>
#include <memory>
#include <vector>
// CHECK-DAG: type std::shared_ptr<int>[] {{.*}} private complete
// CHECK-DAG: type std::_List_node<int>[] {{.*}} private complete
// CHECK-DAG: type Counted {{.*}} SharedPtr
// CHECK-DAG: site Alloc {{.*}} of std::shared_ptr<int>[] Many
// CHECK-DAG: site Alloc {{.*}} of std::_List_node<int>[] One
// CHECK-DAG: site Alloc {{.*}} of Counted One
template <typename T> struct Allocator {
  using value_type = T;
  Allocator() = default;
  template <typename U> Allocator(const Allocator<U> &) {}
  T *allocate(size_t count) { return static_cast<T *>(std::malloc(count * sizeof(T))); }
  void deallocate(T *block, size_t) { std::free(block); }
  bool operator==(const Allocator &) const = default;
};
struct Counted {
  int value;
};
void vector(std::vector<std::shared_ptr<int>, Allocator<std::shared_ptr<int>>> &v) { v.resize(3); }
void list(std::list<int, Allocator<int>> &l) { l.push_back(1); }
std::shared_ptr<Counted> counted() { return std::allocate_shared<Counted>(Allocator<Counted>()); }
