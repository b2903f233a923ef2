// Intent: a counted pointer class of the program's own is a handle: lines are those of its users.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>
#include <vector>

template <class T> class RefCounted {
  mutable unsigned count_ = 0;

public:
  void ref() const { ++count_; }
  void deref() const {
    if (--count_ == 0)
      delete static_cast<const T *>(this);
  }
};

template <class T> class RefPtr {
  T *ptr_ = nullptr;

public:
  RefPtr() = default;
  RefPtr(T *ptr) : ptr_(ptr) {
    if (ptr_)
      ptr_->ref();
  }
  RefPtr(const RefPtr &other) : RefPtr(other.ptr_) {}
  RefPtr(RefPtr &&other) noexcept : ptr_(std::exchange(other.ptr_, nullptr)) {}
  ~RefPtr() {
    if (ptr_)
      ptr_->deref();
  }
  RefPtr &operator=(RefPtr other) noexcept {
    std::swap(ptr_, other.ptr_);
    return *this;
  }
  T *operator->() const { return ptr_; }
};

struct Widget : RefCounted<Widget> {
  RefPtr<Widget> owner;
  std::vector<RefPtr<Widget>> children;
};

static void attach(const RefPtr<Widget> &parent) {
  RefPtr<Widget> child(new Widget);
#ifndef CLEAN
  child->owner = parent;
#endif
  parent->children.push_back(child);
}

int main() {
  RefPtr<Widget> root(new Widget);
  for (int i = 0; i < 3; ++i)
    attach(root);
}
// CHECK: RefSan: 1 reference cycle keeps 5 objects
// CHECK: Widget  40 bytes  strong 3 {{.*}}made at {{.*}}[[@LINE-5]]
// CHECK: children[0] holds object 2 {{ *}}taken at {{.*}}[[@LINE-10]]
// CHECK: children[1] holds object 3 {{ *}}taken at {{.*}}[[@LINE-11]]
// CHECK: children[2] holds object 4 {{ *}}taken at {{.*}}[[@LINE-12]]
// CHECK: owner holds object 1 {{ *}}taken at {{.*}}[[@LINE-15]]
// CHECK: make `Widget::owner` a plain pointer that takes no reference
