// corpus: leak class=lost findings=2 members=1
// fixed: clean
#include <new>

struct Value {
  long number;
};

static long work() {
  auto *one = new (std::nothrow) Value{4};
  auto *many = new (std::nothrow) Value[3]{};
  long sum = one->number + many[2].number;
#ifdef FIXED
  delete one;
  delete[] many;
#endif
  return sum;
}

int main() { return work() != 4; }
