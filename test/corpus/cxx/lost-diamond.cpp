// corpus: leak class=lost members=1 type=Top
// fixed: clean
// Two counted objects share a third: no cycle; all hang at the one that was lost.
#include <memory>

struct Bottom {
  int value = 1;
};
struct Side {
  std::shared_ptr<Bottom> bottom;
};
struct Top {
  std::shared_ptr<Side> left, right;
};

static int work() {
  auto *top = new Top{std::make_shared<Side>(), std::make_shared<Side>()};
  top->left->bottom = top->right->bottom = std::make_shared<Bottom>();
  int value = top->left->bottom->value;
#ifdef FIXED
  delete top;
#endif
  return value;
}

int main() { return work() != 1; }
