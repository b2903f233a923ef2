// corpus: leak class=lost members=1 bytes=100
// fixed: clean
// The destructor of an object that was never complete is not run.
#include <memory>
#include <stdexcept>

struct Buffer {
#ifdef FIXED
  std::unique_ptr<char[]> data{new char[100]};
#else
  char *data = new char[100];
  ~Buffer() { delete[] data; }
#endif
  explicit Buffer(bool fail) {
    if (fail)
      throw std::runtime_error("no buffer");
  }
};

int main() {
  try {
    Buffer buffer(true);
  } catch (const std::runtime_error &) {
    return 0;
  }
  return 1;
}
