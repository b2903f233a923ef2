// corpus: leak class=lost members=1
// fixed: clean
// The program's own operator new puts a header in front of every object.
#include <cstdlib>
#include <new>

void *operator new(size_t size) {
  auto *block = static_cast<size_t *>(std::malloc(size + 32));
  if (!block)
    throw std::bad_alloc();
  block[0] = size;
  return block + 4;
}
void operator delete(void *object) noexcept {
  if (object)
    std::free(static_cast<size_t *>(object) - 4);
}
void operator delete(void *object, size_t) noexcept { operator delete(object); }

struct Value {
  long number = 3;
};
Value *kept;

static long work() {
  auto *value = new Value;
  long number = value->number;
#ifdef FIXED
  delete value;
#endif
  return number;
}

int main() {
  kept = new Value;
  return work() != kept->number;
}
