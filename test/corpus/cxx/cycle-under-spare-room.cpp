// corpus: leak class=cycle members=2 objects=2 bytes=80 field=next proof=proved
// fixed: clean
// A vector's buffer lies where a table of the nodes' addresses was before; most of its room is not used yet.
#include <cstdlib>
#include <memory>
#include <vector>

struct Node {
  std::shared_ptr<Node> next;
  double value = 1;
};

static std::vector<std::shared_ptr<Node>> known;

__attribute__((noinline)) static void work() {
  constexpr std::size_t size = 1024;
  auto **table = static_cast<Node **>(std::malloc(size));
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  for (std::size_t i = 0; i < size / sizeof(Node *); ++i)
    table[i] = i % 2 ? first.get() : second.get();
  first->next = second;
#ifndef FIXED
  second->next = first;
#endif
  std::free(table);
}

int main() {
  work();
  known.reserve(1024 / sizeof(std::shared_ptr<Node>));
  known.push_back(std::make_shared<Node>());
  return known.size() != 1;
}
