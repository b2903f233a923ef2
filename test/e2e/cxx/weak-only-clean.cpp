// Intent: a weak reference in an object that goes keeps nothing.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>
#include <vector>

struct Picture {
  char pixels[1000];
};
struct Cache {
  std::vector<std::weak_ptr<Picture>> seen;
};

int main() {
  auto cache = std::make_shared<Cache>();
  auto picture = std::make_shared<Picture>();
  cache->seen.push_back(picture);
}
