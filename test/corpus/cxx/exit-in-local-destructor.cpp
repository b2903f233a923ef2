// corpus: leak class=lost members=1 bytes=24
// fixed: clean
// A local's destructor ends the program: variables that nothing reads behind it are in scope all the same.
#include <cstdlib>
#include <string>

struct Ends {
  std::string name = std::string(50, 'x');
  ~Ends() { std::exit(static_cast<int>(name.size()) - 50); }
};

static void lose() {
  int *numbers = new int[6]();
#ifdef FIXED
  delete[] numbers;
#else
  numbers = nullptr;
#endif
}

static int read(const int *table) { return table[3]; }

static int work() {
  auto *table = new int[10]();
  int result;
  lose();
  {
    Ends ends;
    result = read(table);
  }
  return result;
}

int main() { return work(); }
