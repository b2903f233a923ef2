#include <memory>

struct Node {
  virtual ~Node() = default;
  std::shared_ptr<Node> next;
};
using MakeNode = std::shared_ptr<Node>();
