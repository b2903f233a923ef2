// corpus: leak class=lost members=1 bytes=40
// fixed: clean
// A raw pointer in a capture; the callback is dropped.
#include <functional>

static int work() {
  int *numbers = new int[10]();
  std::function<int()> callback = [numbers] { return numbers[9]; };
  int value = callback();
#ifdef FIXED
  delete[] numbers;
#endif
  return value;
}

int main() { return work(); }
