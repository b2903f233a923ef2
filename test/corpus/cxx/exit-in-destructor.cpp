// corpus: leak class=lost members=1 bytes=24
// fixed: clean
// A destructor ends the program, called by the library, which destroys a vector: what its callers have is alive.
#include <cstdlib>
#include <string>
#include <vector>

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

static int work() {
  auto *table = new int[10]();
  auto *text = new std::string(60, 'a');
  lose();
  {
    std::vector<Ends> elements(2);
    table[3] = static_cast<int>(elements.size());
  }
  int result = table[3] + static_cast<int>(text->size());
  delete[] table;
  delete text;
  return result;
}

int main() { return work(); }
