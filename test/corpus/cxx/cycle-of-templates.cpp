// corpus: leak class=cycle members=2 objects=2 field=next type=Node<int>,Node<*string*>
// fixed: clean
#include <memory>
#include <string>

struct Base {
  virtual ~Base() = default;
};
template <typename T> struct Node : Base {
  T value{};
  std::shared_ptr<Base> next;
};

static void work() {
  auto number = std::make_shared<Node<int>>();
  auto text = std::make_shared<Node<std::string>>();
  number->next = text;
#ifndef FIXED
  text->next = number;
#endif
}

int main() { work(); }
