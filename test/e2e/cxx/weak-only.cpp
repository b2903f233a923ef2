// Intent: what keeps the memory of a dead object is named: a weak reference in an object that leaked itself.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

#include <memory>
#include <vector>

struct Picture {
  char pixels[1000];
};
struct Cache {
  std::vector<std::weak_ptr<Picture>> seen;
#ifndef CLEAN
  std::shared_ptr<Cache> self;
#endif
};

int main() {
  auto cache = std::make_shared<Cache>();
#ifndef CLEAN
  cache->self = cache;
#endif
  auto picture = std::make_shared<Picture>();
  cache->seen.push_back(picture);
}
// CHECK: weak-only 1   1 object
// CHECK: Picture  1016 bytes  strong 0, weak 1   made at {{.*}}weak-only.cpp:[[@LINE-4]]
// CHECK: its value is gone; weak references keep the memory
// CHECK-NEXT: held by `seen[0]` of Cache made at {{.*}}weak-only.cpp:[[@LINE-10]]
