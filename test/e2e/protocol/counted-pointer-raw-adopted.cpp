// Intent: a function that puts a new object into a counted pointer by its member adopts the first reference: the one that is
// leaked on an error path is named.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>

template <class T> struct RefPtr {
  T *pointer = nullptr;
  RefPtr() = default;
  RefPtr(T *p) : pointer(p) {
    if (pointer)
      pointer->ref();
  }
  RefPtr(const RefPtr &other) : RefPtr(other.pointer) {}
  RefPtr(RefPtr &&other) : pointer(std::exchange(other.pointer, nullptr)) {}
  ~RefPtr() {
    if (pointer)
      pointer->deref();
  }
  T *leakRef() { return std::exchange(pointer, nullptr); }
};
template <class T> RefPtr<T> adoptRef(T *p) {
  RefPtr<T> result;
  result.pointer = p;
  return result;
}

class Style {
  unsigned count = 1;

public:
  int weight = 400;
  void ref() { ++count; }
  void deref() {
    if (--count == 0)
      delete this;
  }
};

static bool apply(Style *style, int n) {
  RefPtr<Style> keep(style);
  style->weight += n;
#ifndef CLEAN
  if (n == 6) {
    keep.leakRef();
    return false;
  }
#endif
  return true;
}

int main() {
  auto style = adoptRef(new Style);
  for (int i = 0; i < 10; i++)
    apply(style.pointer, i);
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: perhaps the one taken at {{.*}}.cpp:44:
