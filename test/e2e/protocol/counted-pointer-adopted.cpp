// Intent: a handle that adopted the object's first reference ends that one, not the newest: the forgotten copy is named.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <utility>
#include <vector>

template <class T> class Ref {
  struct Adopt {};
  T *object;
  Ref(T &t, Adopt) : object(&t) {}

public:
  Ref(const Ref &other) : object(other.object) { object->ref(); }
  Ref(Ref &&other) noexcept : object(std::exchange(other.object, nullptr)) {}
  ~Ref() {
    if (object)
      object->deref();
  }
  T *operator->() { return object; }
  T *leak() { return std::exchange(object, nullptr); }
  static Ref adopt(T &t) { return Ref(t, Adopt{}); }
};

class Resource {
  unsigned refs = 1;

public:
  int loads = 0;
  void ref() { refs++; }
  void deref() {
    if (!--refs)
      delete this;
  }
  static Ref<Resource> create() { return Ref<Resource>::adopt(*new Resource); }
};

static void load(Ref<Resource> resource) {
#ifndef CLEAN
  if (resource->loads == 7)
    resource.leak();
  else
#endif
    resource->loads++;
}

int main() {
  Ref<Resource> resource = Resource::create();
  std::vector<Ref<Resource>> kept;
  for (int i = 0; i < 10; i++) {
    if (i % 4 == 0)
      kept.push_back(resource);
    load(resource);
  }
}
// CHECK: RefSan: 1 forgotten reference
// CHECK: perhaps the one taken at {{.*}}.cpp:55:
