// corpus: clean
// The pointer that is left is not that of the block, which begins with a count; an empty array has only that.
#include <string>

std::string *names, *none;

int main(int argc, char **) {
  names = new std::string[3];
  names[2] = "a text that does not fit into the object";
  none = new std::string[argc - 1];
}
