// corpus: leak class=lost members=1
// fixed: clean
// The class allocates for itself, with a header in front of the object.
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

static int work() {
  auto *object = new Tracked;
  int value = object->value;
#ifdef FIXED
  delete object;
#endif
  return value;
}

int main() { return work() != 7; }
