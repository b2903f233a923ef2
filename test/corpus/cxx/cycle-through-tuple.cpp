// corpus: leak class=cycle members=2 objects=2
// fixed: clean
#include <memory>
#include <tuple>

struct Node {
  std::tuple<int, std::shared_ptr<Node>, double> data;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  std::get<1>(a->data) = b;
#ifndef FIXED
  std::get<1>(b->data) = a;
#endif
}

int main() { work(); }
