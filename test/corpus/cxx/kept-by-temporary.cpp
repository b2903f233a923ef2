// corpus: clean exit=45
// exit while temporaries of the expression that led there are alive.
#include <cstdlib>
#include <string>

struct Task {
  std::string name;
  int run() { std::exit(int(name.size())); }
};
static int start(const std::string &name) { return Task{name + "abcde"}.run(); }

int main() { return start(std::string("0123456789012345678901234567890123456789")); }
