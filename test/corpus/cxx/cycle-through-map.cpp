// corpus: leak class=cycle members=2 objects=2 field=by_name[…],registry
// fixed: clean
#include <map>
#include <memory>
#include <string>

struct Module;
struct Registry {
  std::map<std::string, std::shared_ptr<Module>> by_name;
};
struct Module {
  std::shared_ptr<Registry> registry;
};

static void work() {
  auto registry = std::make_shared<Registry>();
  auto module = std::make_shared<Module>();
  registry->by_name["core"] = module;
#ifndef FIXED
  module->registry = registry;
#endif
}

int main() { work(); }
