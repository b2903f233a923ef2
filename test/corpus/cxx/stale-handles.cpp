// corpus: leak class=cycle members=2 objects=2 field=kept[0],owner proof=proved break=owner
// fixed: clean
// Destroyed handles leave their bytes in a vector's and a deque's spare room, an empty optional and a variant: no edges.
#include <deque>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

struct Node {
  std::vector<std::shared_ptr<Node>> kept;
  std::deque<std::shared_ptr<Node>> queue;
  std::optional<std::shared_ptr<Node>> maybe;
  std::variant<int, std::shared_ptr<Node>> choice;
  std::shared_ptr<Node> owner;
};

static void work() {
  auto a = std::make_shared<Node>(), b = std::make_shared<Node>();
  for (int i = 0; i < 4; ++i)
    a->kept.push_back(i % 2 ? a : b);
  a->kept.erase(a->kept.begin() + 1, a->kept.end());
  b->kept = {a, b};
  b->kept.clear();
  a->queue = {a, b, a};
  a->queue.pop_front();
  a->queue.clear();
  a->maybe = a;
  a->maybe.reset();
  a->choice = b;
  a->choice = 5;
#ifndef FIXED
  b->owner = a;
#endif
}

int main() { work(); }
