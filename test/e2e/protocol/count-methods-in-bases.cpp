// Intent: a class may inherit one method of the pair and have the other itself.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>

class Count {
  int references = 0;

public:
  void AddRef() { ++references; }

protected:
  bool wasLast() { return --references == 0; }
};

template <class T> class Counted : public Count {
public:
  void Release() {
    if (wasLast())
      delete static_cast<T *>(this);
  }
};

template <class T> class Ref {
  T *object = nullptr;

public:
  Ref() = default;
  Ref(T *o) : object(o) {
    if (o)
      o->AddRef();
  }
  Ref(const Ref &other) : Ref(other.object) {}
  Ref &operator=(Ref other) {
    std::swap(object, other.object);
    return *this;
  }
  ~Ref() {
    if (object)
      object->Release();
  }
  T *operator->() const { return object; }
};

struct Loader;
struct Frame : Counted<Frame> {
  Ref<Loader> loader;
};
struct Loader : Counted<Loader> {
  Ref<Frame> frame;
};

int main() {
  Ref<Frame> frame(new Frame);
  Ref<Loader> loader(new Loader);
  frame->loader = loader;
  loader->frame = frame;
#ifdef CLEAN
  loader->frame = Ref<Frame>();
#endif
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: Frame {{.*}}strong 1
// CHECK: loader holds the next object {{ *}}taken at {{.*}}.cpp:59:
// CHECK: Loader {{.*}}strong 1
// CHECK: frame holds the first object {{ *}}taken at {{.*}}.cpp:60:
