// corpus: leak class=cycle members=2 objects=2 field=value
// fixed: clean
#include <memory>
#include <string>
#include <variant>

struct Value {
  std::variant<int, std::string, std::shared_ptr<Value>> value;
};

static void work() {
  auto a = std::make_shared<Value>(), b = std::make_shared<Value>();
  a->value = b;
  b->value = a;
#ifdef FIXED
  a->value = std::string("no reference");
#endif
}

int main() { work(); }
