// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// Handles to the base class, fields in base and derived class.
#include <memory>
#include <string>

struct Node {
  virtual ~Node() = default;
  std::shared_ptr<Node> parent;
};
struct Element : Node {
  std::string name = "element";
  std::shared_ptr<Node> child;
};
struct Text : Node {
  int length = 0;
};

static void work() {
  auto element = std::make_shared<Element>();
  std::shared_ptr<Node> text = std::make_shared<Text>();
  element->child = text;
#ifndef FIXED
  text->parent = element;
#endif
}

int main() { work(); }
