// Intent: handles that are passed by value and moved, without a cycle: silent.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

#include <memory>
#include <utility>

struct Node {
  Node() = default;
  explicit Node(std::shared_ptr<Node> next) : next_(std::move(next)) {}
  void setNext(std::shared_ptr<Node> next) { next_ = std::move(next); }
  std::shared_ptr<Node> next_;
};

int main() {
  auto first = std::make_shared<Node>();
  auto second = std::make_shared<Node>(first);
  first->setNext(second);
  first->setNext(nullptr);
}
