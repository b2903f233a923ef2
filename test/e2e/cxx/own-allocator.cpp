// Intent: what a function of the user's asked malloc for is of the class that a placement new makes there.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <cstdlib>
#include <memory>
#include <new>

struct Heap {
  std::size_t used = 0;
  void *take(std::size_t bytes) {
    used += bytes;
    return std::malloc(bytes);
  }
  void give(void *block, std::size_t bytes) {
    used -= bytes;
    std::free(block);
  }
};
static Heap heap;

struct Node {
  explicit Node(long n) : number(n) {}
  long number;
  std::shared_ptr<Node> next;
};

template <typename T, typename... A> static std::shared_ptr<T> make(A... values) {
  void *room = heap.take(sizeof(T));
  return std::shared_ptr<T>(new (room) T(values...), [](T *object) {
    object->~T();
    heap.give(object, sizeof(T));
  });
}

int main() {
  auto first = make<Node>(1), second = make<Node>(2);
  first->next = second;
#ifndef CLEAN
  second->next = first;
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 4 objects
// CHECK-NOT: likely
// CHECK: Node  24 bytes  strong 1{{.*}}made at {{.*}}.cpp:15:12 in Heap::take
// CHECK: next holds the next object {{ *}}taken at {{.*}}.cpp:40:15
// CHECK: Node  24 bytes  strong 1
// CHECK: next holds the first object {{ *}}taken at {{.*}}.cpp:42:16
