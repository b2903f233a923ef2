// corpus: leak class=lost members=1 bytes=800
// fixed: clean
// A vector is built over another without destroying it.
#include <memory>
#include <new>
#include <vector>

static size_t work() {
  alignas(std::vector<long>) char place[sizeof(std::vector<long>)];
  auto *numbers = new (place) std::vector<long>(100);
#ifdef FIXED
  std::destroy_at(numbers);
#endif
  numbers = new (place) std::vector<long>();
  size_t size = numbers->size();
  std::destroy_at(numbers);
  return size;
}

int main() { return int(work()); }
