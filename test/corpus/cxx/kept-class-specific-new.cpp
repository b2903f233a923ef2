// corpus: clean
// Only the pointer behind the header is left.
#include <cstdlib>

struct Tracked {
  int value = 7;
  static void *operator new(size_t size) {
    auto *block = static_cast<long *>(std::malloc(size + 16));
    block[0] = 1;
    return block + 2;
  }
  static void operator delete(void *object) { std::free(static_cast<long *>(object) - 2); }
};
Tracked *object;

int main() { object = new Tracked; }
