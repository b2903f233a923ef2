// corpus: leak class=lost members=1 bytes=88
// fixed: clean
// library: Inputs/leaking-library.c
// An instrumented library, loaded, used and unloaded again.
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
