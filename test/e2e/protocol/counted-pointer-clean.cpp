// Intent: children without a counted pointer to their parent are freed.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
  parent->children.push_back(child);
}

int main() {
  RefPtr<Widget> root(new Widget);
  for (int i = 0; i < 3; ++i)
    attach(root);
}
