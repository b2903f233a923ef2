// corpus: leak class=cycle members=1 objects=1 field=[2].row type=Cell[4] proof=proved
// fixed: clean
// flags: -std=c++20
// make_shared<T[]>: the counts lie behind the elements.
#include <memory>

struct Cell {
  std::shared_ptr<Cell[]> row;
  int value = 0;
};

static void work() {
  auto cells = std::make_shared<Cell[]>(4);
#ifndef FIXED
  cells[2].row = cells;
#endif
}

int main() { work(); }
