// corpus: clean
// Static objects, a local one and those of a function, are destroyed in the end.
#include <map>
#include <memory>
#include <string>
#include <vector>

static std::map<std::string, std::vector<int>> table;
static std::unique_ptr<std::string> text;

static std::shared_ptr<std::string> &current() {
  static std::shared_ptr<std::string> value;
  return value;
}

int main() {
  table["one, a key that needs a block of its own"] = {1, 2, 3};
  text = std::make_unique<std::string>(100, 'x');
  current() = std::make_shared<std::string>(100, 'y');
}
