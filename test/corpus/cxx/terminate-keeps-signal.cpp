// corpus: clean signal=SIGABRT
// policy: A program that dies of an exception keeps its signal; nothing is checked.
#include <stdexcept>
#include <string>

int main() {
  std::string text = "a text that needs a block of its own";
  throw std::runtime_error(text);
}
