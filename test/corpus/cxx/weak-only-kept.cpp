// corpus: clean
// The object is gone, its memory is kept by weak handles in a global container, which clears them in the end.
#include <memory>
#include <vector>

struct Value {
  char data[1000];
};
static std::vector<std::weak_ptr<Value>> seen;

int main() {
  for (int i = 0; i < 3; i++) {
    auto value = std::make_shared<Value>();
    seen.push_back(value);
  }
  return !seen[0].expired();
}
