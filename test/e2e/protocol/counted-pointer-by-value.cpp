// Intent: the user's own counted pointer, passed by value and moved by a swap, taken by the caller; a reference that a local gave
// up by name ends its own record.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>

template <typename T> struct Ptr {
  T *object = nullptr;
  Ptr() = default;
  Ptr(T *o) : object(o) { // NOLINT
    if (object)
      object->ref();
  }
  Ptr(const Ptr &other) : Ptr(other.object) {}
  Ptr(Ptr &&other) noexcept : object(std::exchange(other.object, nullptr)) {}
  Ptr &operator=(Ptr other) {
    swap(other);
    return *this;
  }
  ~Ptr() {
    if (object)
      object->deref();
  }
  void swap(Ptr &other) { std::swap(object, other.object); }
  T *detach() { return std::exchange(object, nullptr); }
};

struct Node {
  int refs = 0;
  Ptr<Node> next;
  void ref() { ++refs; }
  void deref() {
    if (--refs == 0)
      delete this;
  }
  void setNext(Ptr<Node> n) { next = std::move(n); }
};

static void use(const Ptr<Node> &node, bool fails) {
  Ptr<Node> mine(node);
  if (fails) {
#ifndef CLEAN
    mine.detach();
#endif
    return;
  }
  mine.object->refs += 0;
}

int main() {
  Ptr<Node> a(new Node), b(new Node);
  a.object->setNext(b);
  b.object->setNext(a);
#ifdef CLEAN
  b.object->setNext(nullptr);
#endif
  Ptr<Node> c(new Node);
  for (int i = 0; i < 10; ++i)
    use(c, i == 7);
}
// CHECK-DAG: next holds {{.*}}taken at {{.*}}.cpp:55:{{.*}}, moved in at {{.*}}.cpp:39:
// CHECK-DAG: next holds {{.*}}taken at {{.*}}.cpp:56:{{.*}}, moved in at {{.*}}.cpp:39:
// CHECK: forgotten reference
// CHECK: perhaps the one taken at {{.*}}.cpp:43:
