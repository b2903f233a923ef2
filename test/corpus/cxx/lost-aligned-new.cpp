// corpus: leak class=lost members=1 bytes=128 type=Line
// fixed: clean
#include <cstdint>

struct alignas(64) Line {
  int words[32];
};

static int work() {
  Line *line = new Line();
  int misaligned = reinterpret_cast<std::uintptr_t>(line) % 64;
#ifdef FIXED
  delete line;
#endif
  return misaligned;
}

int main() { return work(); }
