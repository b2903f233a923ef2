// corpus: clean exit=3
// exit in a callee: the objects of the callers' frames are never destroyed, and are no leaks.
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

static void finish(const std::vector<std::string> &names) { std::exit(int(names.size())); }

static void work(const std::string &name) {
  std::vector<std::string> names(3, name);
  finish(names);
}

int main() {
  auto name = std::make_unique<std::string>("a name that needs a block of its own");
  work(*name);
}
