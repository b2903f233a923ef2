// corpus: leak class=cycle members=3 objects=3 field=left,right,back proof=proved
// fixed: clean
// Two cycles that meet in one node are one cause.
#include <memory>

struct Leaf;
struct Hub {
  std::shared_ptr<Leaf> left, right;
};
struct Leaf {
#ifdef FIXED
  std::weak_ptr<Hub> back;
#else
  std::shared_ptr<Hub> back;
#endif
};

static void work() {
  auto hub = std::make_shared<Hub>();
  hub->left = std::make_shared<Leaf>();
  hub->right = std::make_shared<Leaf>();
  hub->left->back = hub;
  hub->right->back = hub;
}

int main() { work(); }
