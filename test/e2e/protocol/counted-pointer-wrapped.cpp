// Intent: a function that does no more than to return a counted pointer of what it was given takes the reference for its caller: the
// lines are those of the calls.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <atomic>
#include <utility>

template <class T> class Ptr {
  T *pointer = nullptr;

public:
  Ptr() = default;
  explicit Ptr(T *adopted) : pointer(adopted) {}
  Ptr(const Ptr &other) : pointer(other.pointer) {
    if (pointer)
      pointer->ref();
  }
  Ptr(Ptr &&other) noexcept : pointer(other.release()) {}
  ~Ptr() {
    if (pointer)
      pointer->unref();
  }
  Ptr &operator=(Ptr other) {
    std::swap(pointer, other.pointer);
    return *this;
  }
  T *release() { return std::exchange(pointer, nullptr); }
  T *operator->() const { return pointer; }
  T *get() const { return pointer; }
};
template <class T> T *safeRef(T *object) {
  if (object)
    object->ref();
  return object;
}
template <class T> Ptr<T> wrap(T *object) { return Ptr<T>(safeRef(object)); }

class Node {
  mutable std::atomic<int> refs{1};

public:
  Ptr<Node> next, previous;
  int visits = 0;
  void ref() const { refs.fetch_add(1, std::memory_order_relaxed); }
  void unref() const {
    if (refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }
  Ptr<Node> self() {
    ref();
    return Ptr<Node>(this);
  }
};

static bool visit(Node *node, int n) {
  // CHECK-DAG: perhaps the one taken at {{.*}}.cpp:[[@LINE+1]]:{{[0-9]+}} in visit
  Ptr<Node> keep = wrap(node);
  keep->visits += n;
#ifndef CLEAN
  if (n == 6)
    return keep.release() == nullptr;
#endif
  return true;
}

int main() {
  Ptr<Node> first(new Node), second(new Node), lone(new Node);
  // CHECK-DAG: next holds the next object {{ *}}taken at {{.*}}.cpp:[[@LINE+1]]:
  first->next = wrap(second.get());
  // CHECK-DAG: previous holds the first object {{ *}}taken at {{.*}}.cpp:[[@LINE+1]]:
  second->previous = first->self();
#ifdef CLEAN
  first->next = {};
#endif
  for (int n = 0; n < 10; ++n)
    visit(lone.get(), n);
}
