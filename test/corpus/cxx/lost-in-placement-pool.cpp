// corpus: leak class=lost times=5 objects=5 bytes=255 members=1
// fixed: clean
// The pool is freed without the destructors of the strings in it.
#include <cstdlib>
#include <new>
#include <string>

static size_t work() {
  auto *pool = static_cast<std::string *>(std::malloc(5 * sizeof(std::string)));
  size_t size = 0;
  for (int i = 0; i < 5; i++)
    size += (new (pool + i) std::string(50, 'x'))->size();
#ifdef FIXED
  for (int i = 0; i < 5; i++)
    std::destroy_at(pool + i);
#endif
  std::free(pool);
  return size;
}

int main() { return work() != 250; }
