// corpus: clean
// Made once, never destroyed, by intention: reachable from a static.
#include <string>
#include <unordered_map>

static std::unordered_map<std::string, int> &registry() {
  static auto *instance = new std::unordered_map<std::string, int>;
  return *instance;
}

int main() {
  registry()["a name that needs a block of its own"] = 1;
  registry()["another name that needs a block of its own"] = 2;
  return registry().size() != 2;
}
