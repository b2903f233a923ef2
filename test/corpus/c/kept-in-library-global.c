// corpus: clean
// library: Inputs/keeping-library.c plain
// A library's writable data are roots as long as it is loaded.
#include <dlfcn.h>
#include <stdlib.h>

int main(void) {
  void *library = dlopen("./libkeeping-library.so", RTLD_NOW);
  if (!library)
    return 2;
  void (*keep)(void *) = (void (*)(void *))dlsym(library, "keep");
  keep(malloc(70));
  return 0;
}
