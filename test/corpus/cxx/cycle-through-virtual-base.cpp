// corpus: leak class=cycle members=2 objects=2 field=peer proof=proved
// fixed: clean
#include <memory>

struct Shared {
  virtual ~Shared() = default;
  std::shared_ptr<Shared> peer;
};
struct Left : virtual Shared {
  int left = 1;
};
struct Right : virtual Shared {
  int right = 2;
};
struct Diamond : Left, Right {
  int bottom = 3;
};

static void work() {
  auto a = std::make_shared<Diamond>(), b = std::make_shared<Diamond>();
  a->peer = b;
#ifndef FIXED
  b->peer = a;
#endif
}

int main() { work(); }
