// corpus: leak class=forgotten-reference members=1 type=Value
// fixed: clean
// The memory of a handle is reused without its destructor: a count that nobody gives back.
#include <cstring>
#include <memory>
#include <new>

struct Value {
  int number = 5;
};

static int work() {
  auto value = std::make_shared<Value>();
  alignas(std::shared_ptr<Value>) char slot[sizeof(std::shared_ptr<Value>)];
  auto *handle = new (slot) std::shared_ptr<Value>(value);
  int number = (*handle)->number;
#ifdef FIXED
  std::destroy_at(handle);
#endif
  std::memset(slot, 0, sizeof(slot));
  return number;
}

int main() { return work() != 5; }
