// corpus: leak class=cycle members=2 objects=2
// fixed: clean
// shared_ptr<T[]>: elements hold the array.
#include <memory>

struct Cell {
  std::shared_ptr<Cell[]> row;
  int value = 0;
};

static void work() {
  std::shared_ptr<Cell[]> a(new Cell[3]), b(new Cell[4]);
  a[1].row = b;
#ifndef FIXED
  b[2].row = a;
#endif
}

int main() { work(); }
