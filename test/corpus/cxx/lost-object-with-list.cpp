// corpus: leak class=lost members=1 type=Registry
// fixed: clean
// The rings inside of std::list are no reference cycles.
#include <list>
#include <map>
#include <string>

struct Registry {
  std::list<std::string> names;
  std::map<int, std::list<int>> groups;
};

static size_t work() {
  auto *registry = new Registry;
  for (int i = 0; i < 3; i++) {
    registry->names.push_back("a name that needs a block of its own " + std::to_string(i));
    registry->groups[i].push_back(i);
  }
  size_t count = registry->names.size();
#ifdef FIXED
  delete registry;
#endif
  return count;
}

int main() { return work() != 3; }
