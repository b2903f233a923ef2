// corpus: leak class=lost members=1
// fixed: clean
// What a call returned that could have thrown waits in a place of the compiler's at -O0; the variable is null when exit() is called.
#include <cstdio>
#include <cstdlib>
#include <string>

struct Node {
  std::string name;
};

static Node *make(const std::string &name) { return new Node{name}; }

int main() {
  std::string title = "n"; // to be destroyed if a call throws
  Node *node = make(title);
  std::printf("%s\n", node->name.c_str());
#ifdef FIXED
  delete node;
#endif
  node = nullptr;
  std::exit(0);
}
