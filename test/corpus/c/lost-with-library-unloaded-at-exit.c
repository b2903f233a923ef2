// corpus: leak class=lost members=1 bytes=46
// fixed: clean
// library: Inputs/keeping-library.c
// Unloaded by an atexit handler: the library's variable, which kept the block, is gone.
#include <dlfcn.h>
#include <stdlib.h>

static void *library;

static void unload(void) {
#ifdef FIXED
  free(*(void **)dlsym(library, "kept"));
#endif
  dlclose(library);
}

int main(void) {
  library = dlopen("./libkeeping-library.so", RTLD_NOW);
  if (!library || atexit(unload))
    return 2;
  ((void (*)(void *))dlsym(library, "keep"))(malloc(46));
  return 0;
}
