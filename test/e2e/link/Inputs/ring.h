// A ring of two shared_ptr nodes; none with -DCLEAN.
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
};

inline void makeRing() {
  auto first = std::make_shared<Node>();
  first->next = std::make_shared<Node>();
#ifndef CLEAN
  first->next->next = first;
#endif
}
