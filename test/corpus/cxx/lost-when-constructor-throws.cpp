// corpus: leak class=lost objects=1 bytes=400
// fixed: clean
// The destructor of an object whose constructor threw does not run; that of its members does.
#include <memory>
#include <stdexcept>

struct Buffer {
#ifdef FIXED
  std::unique_ptr<int[]> data;
#else
  int *data;
  ~Buffer() { delete[] data; }
#endif
  Buffer(int size, bool wrong) : data(new int[size]) {
    if (wrong)
      throw std::runtime_error("wrong");
  }
};

int main() {
  try {
    Buffer good(100, false);
    Buffer bad(100, true);
  } catch (const std::runtime_error &) {
  }
  return 0;
}
