// corpus: leak class=lost members=1 owned=1 type=Record line=15
// fixed: clean
// A block of malloc's is what is constructed in it.
#include <cstdlib>
#include <new>
#include <string>

struct Record {
  explicit Record(int number) : number(number), text("a text that is too long for its place in the object") {}
  int number;
  std::string text;
};

static int work() {
  void *memory = std::malloc(sizeof(Record));
  auto *record = new (memory) Record(4);
  int number = record->number;
#ifdef FIXED
  record->~Record();
  std::free(memory);
#endif
  return number;
}

int main() { return work() != 4; }
