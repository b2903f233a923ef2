// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// An interpreter: the environment defines a function whose closure is the environment.
#include <map>
#include <memory>
#include <string>
#include <variant>

struct Environment;
struct Function {
  std::string body;
  std::shared_ptr<Environment> closure;
};
using Value = std::variant<double, std::string, std::shared_ptr<Function>>;
struct Environment {
  std::map<std::string, Value> variables;
  std::shared_ptr<Environment> outer;
};

static void run() {
  auto globals = std::make_shared<Environment>();
  auto scope = std::make_shared<Environment>();
  scope->outer = globals;
  scope->variables["x"] = 1.0;
  scope->variables["name"] = std::string("a string that is too long for its short buffer");
  auto function = std::make_shared<Function>(Function{"x + 1", scope});
  scope->variables["f"] = function;
#ifdef FIXED
  scope->variables.clear();
#endif
}

int main() { run(); }
