// Intent: adoptRef that constructs a pointer which takes no reference: the line is that of its caller.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>
#include <vector>

template <class T> class RefPtr {
  T *object = nullptr;

public:
  enum Adopting { Adopt };
  RefPtr() = default;
  RefPtr(T *o) : object(o) {
    if (o)
      o->ref();
  }
  RefPtr(T *o, Adopting) : object(o) {}
  RefPtr(const RefPtr &other) : RefPtr(other.object) {}
  RefPtr(RefPtr &&other) : object(std::exchange(other.object, nullptr)) {}
  ~RefPtr() {
    if (object)
      object->deref();
  }
  T *operator->() const { return object; }
  T *get() const { return object; }
};
template <class T> RefPtr<T> adoptRef(T *object) { return RefPtr<T>(object, RefPtr<T>::Adopt); }

struct Node {
  unsigned count = 1;
  RefPtr<Node> parent;
  std::vector<RefPtr<Node>> children;
  Node() = default;
  explicit Node(Node *parent) : parent(parent) {}
  void ref() { ++count; }
  void deref() {
    if (!--count)
      delete this;
  }
};

int main() {
  RefPtr<Node> root = adoptRef(new Node);
  root->children.push_back(adoptRef(new Node(root.get())));
#ifdef CLEAN
  root->children.clear();
#endif
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: children[0] holds the next object {{ *}}taken at {{.*}}.cpp:47:
// CHECK: parent holds the first object {{ *}}taken at {{.*}}.cpp:37:
