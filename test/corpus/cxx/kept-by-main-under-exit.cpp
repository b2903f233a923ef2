// corpus: leak class=lost objects=1 bytes=41
// fixed: clean
// A function that may come back ends the program; main holds what it would not use again.
#include <cstdio>
#include <cstdlib>

struct Names {
  char *first;
  char *second;
};

static void name(Names *names) {
  names->first = new char[40];
  names->second = new char[41];
  names->first[0] = names->second[0] = 'a';
}

__attribute__((noinline)) static void serve(int requests) {
  if (requests == 0)
    std::exit(0);
  std::puts("served");
}

int main(int argc, char **) {
  Names names;
  name(&names);
  std::printf("%c\n", names.second[0]);
#ifndef FIXED
  names.second = nullptr;
#endif
  serve(argc - 1);
  return 0;
}
