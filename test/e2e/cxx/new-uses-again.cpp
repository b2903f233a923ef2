// Intent: a class's own operator new that uses old blocks again makes objects of the class, where "new" is said.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>
#include <vector>

template <typename T> class Recycled {
  static std::vector<void *> &spare() {
    static std::vector<void *> blocks;
    return blocks;
  }

public:
  static void *operator new(std::size_t bytes) {
    if (spare().empty())
      return ::operator new(bytes);
    void *block = spare().back();
    spare().pop_back();
    return block;
  }
  static void operator delete(void *block) { spare().push_back(block); }
  static void trim() {
    for (void *block : spare())
      ::operator delete(block);
    spare().clear();
  }
};
struct Port : Recycled<Port> {
  long number = 0;
  std::shared_ptr<Port> peer;
};

static void connect() {
  std::shared_ptr<Port> here(new Port), there(new Port);
  here->peer = there;
#ifndef CLEAN
  there->peer = here;
#endif
}

int main() {
  delete new Port;
  connect();
  Port::trim();
}
// CHECK: RefSan: 1 reference cycle keeps 4 objects
// CHECK-NOT: likely
// CHECK: Port {{.*}}made at {{.*}}.cpp:37:
// CHECK: peer holds the next object {{ *}}taken at {{.*}}.cpp:38:14
// CHECK: Port {{.*}}made at {{.*}}.cpp:37:
// CHECK: peer holds the first object {{ *}}taken at {{.*}}.cpp:40:15
