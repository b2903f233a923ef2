// corpus: leak class=lost members=1 owned=1
// fixed: clean
// A handle on the heap that nobody deletes; the object behind it is its owner's loss.
#include <memory>

struct Value {
  int number = 5;
};

static int work() {
  auto value = std::make_shared<Value>();
  auto *handle = new std::shared_ptr<Value>(value);
  int number = (*handle)->number;
#ifdef FIXED
  delete handle;
#endif
  return number;
}

int main() { return work() != 5; }
