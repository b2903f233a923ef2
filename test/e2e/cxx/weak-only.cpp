// Intent: what keeps the memory of a dead object is named: a weak reference in an object that leaked itself.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s

#include <memory>
#include <vector>

struct Picture {
  char pixels[1000];
};
struct Cache {
  std::vector<std::weak_ptr<Picture>> seen;
  std::shared_ptr<Cache> self;
};

int main() {
  auto cache = std::make_shared<Cache>();
  cache->self = cache;
  auto picture = std::make_shared<Picture>();
  cache->seen.push_back(picture);
}
// CHECK: weak-only 1   1 object
// CHECK: Picture  1016 bytes  strong 0, weak 1   made at {{.*}}weak-only.cpp:[[@LINE-4]]
// CHECK: its value is gone; weak references keep the memory
// CHECK-NEXT: held by `seen[0]` of Cache made at {{.*}}weak-only.cpp:[[@LINE-8]]
