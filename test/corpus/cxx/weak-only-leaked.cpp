// corpus: leak class=lost members=1
// corpus: leak class=weak-only members=1 type=Value
// fixed: clean
// A lost block with a weak handle keeps the memory of an object that is gone.
#include <memory>

struct Value {
  char data[1000];
};
struct Watcher {
  std::weak_ptr<Value> target;
};

static bool work() {
  auto value = std::make_shared<Value>();
  auto *watcher = new Watcher{value};
  value.reset();
  bool expired = watcher->target.expired();
#ifdef FIXED
  delete watcher;
#endif
  return expired;
}

int main() { return !work(); }
