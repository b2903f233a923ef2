// corpus: leak class=lost members=1 owned=3
// fixed: clean
// An array of objects with destructors; a count stands in front of it.
#include <string>

static size_t work(int count) {
  auto *names = new std::string[count];
  for (int i = 0; i < count; i++)
    names[i] = std::string(50, 'a' + i);
  size_t size = names[count - 1].size();
#ifdef FIXED
  delete[] names;
#endif
  return size;
}

int main() { return work(3) != 50; }
