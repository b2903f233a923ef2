// corpus: leak class=lost members=1 bytes=256
// fixed: clean exit=4
// An exception passes the delete; the status of the program's own stands back behind the leak's.
#include <memory>
#include <stdexcept>

static void check(const char *data) {
  if (!data[0])
    throw std::runtime_error("empty");
}

static void work() {
#ifdef FIXED
  std::unique_ptr<char[]> data(new char[256]());
  check(data.get());
#else
  char *data = new char[256]();
  check(data);
  delete[] data;
#endif
}

int main() {
  try {
    work();
  } catch (const std::exception &) {
    return 4;
  }
  return 0;
}
