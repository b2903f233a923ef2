// corpus: clean
// library: Inputs/keeping-library.c
// Dynamic TLS of a loaded library, and its globals, are roots.
#include <dlfcn.h>
#include <stdlib.h>

int main(void) {
  void *library = dlopen("./libkeeping-library.so", RTLD_NOW);
  if (!library)
    return 2;
  void (*keep)(void *) = (void (*)(void *))dlsym(library, "keep_in_thread");
  keep(malloc(70));
  return 0;
}
