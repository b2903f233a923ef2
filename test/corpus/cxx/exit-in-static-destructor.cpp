// corpus: leak class=cycle members=2 bytes=112 field=next exit=23
// fixed: clean exit=0
// exit is called once more while the program ends, with the status to keep.
#include <cstdlib>
#include <memory>

struct Node {
  std::shared_ptr<Node> next;
  char data[24];
};

static void leak() {
  auto first = std::make_shared<Node>(), second = std::make_shared<Node>();
  first->next = second;
#ifndef FIXED
  second->next = first;
#endif
}

struct AtTheEnd {
  std::unique_ptr<Node> held = std::make_unique<Node>();
  ~AtTheEnd() {
    leak();
    held.reset();
    std::exit(0);
  }
};
static AtTheEnd at_the_end;

int main() { return 3; }
