// corpus: leak class=lost members=1 bytes=88
// fixed: clean
// library: Inputs/leaking-library.c plain
// The same from a library that nobody instrumented.
#include <dlfcn.h>
#include <stdlib.h>

int main(void) {
  void *library = dlopen("./libleaking-library.so", RTLD_NOW);
  if (!library)
    return 2;
  void *(*make)(void) = (void *(*)(void))dlsym(library, "make");
  void *volatile block = make();
#ifdef FIXED
  free(block);
#endif
  block = NULL;
  dlclose(library);
  return 0;
}
