// Intent: where handles explain an object's whole count a plain pointer to it is none, for sure: the cycle is proved.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

template <class T> class Ptr {
  T *object = nullptr;

public:
  Ptr() = default;
  Ptr(T *o) : object(o) { // NOLINT
    if (object)
      object->ref();
  }
  Ptr(const Ptr &other) : Ptr(other.object) {}
  Ptr &operator=(const Ptr &other) {
    Ptr old = *this;
    if (object)
      object->unref();
    object = other.object;
    if (object)
      object->ref();
    return *this;
  }
  ~Ptr() {
    if (object)
      object->unref();
  }
  T *get() const { return object; }
  T *operator->() const { return object; }
};

class Node {
  unsigned refs = 0;

public:
  Ptr<Node> first, next, owner;
  Node *last = nullptr;
  void ref() { ++refs; }
  void unref() {
    if (--refs == 0)
      delete this;
  }
  void append(const Ptr<Node> &child) {
#ifndef CLEAN
    child->owner = this;
#endif
    if (last)
      last->next = child;
    else
      first = child;
    last = child.get();
  }
};

int main() {
  Ptr<Node> root(new Node);
  root->append(new Node);
  root->append(new Node);
}
// CHECK: RefSan: 1 reference cycle keeps 3 objects
// CHECK: cycle 1   3 objects, {{[0-9]+}} bytes {{ *}}id
// CHECK-NOT: last holds
// CHECK: owner holds
// CHECK-NOT: last holds
