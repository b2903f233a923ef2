// corpus: clean
// Caches that only grow, singletons that are never deleted, thread locals of main: alive, whatever they cost.
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

static std::unordered_map<int, std::unique_ptr<std::string>> &cache() {
  static auto *made = new std::unordered_map<int, std::unique_ptr<std::string>>;
  return *made;
}
static std::vector<std::string> &log() {
  static std::vector<std::string> *made = new std::vector<std::string>;
  return *made;
}
thread_local std::vector<int> *numbers;

int main() {
  for (int i = 0; i < 500; i++)
    cache()[i] = std::make_unique<std::string>(100, 'x');
  log().push_back(std::string(200, 'a'));
  numbers = new std::vector<int>(50);
  return 0;
}
