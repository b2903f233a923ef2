// corpus: leak class=lost members=1 bytes=67 known-wrong: the check runs before the destructors of the loader
// fixed: clean
// A destructor function of the program, run by the loader after all handlers of atexit: it leaks one block.
#include <stdlib.h>

static char *kept;

__attribute__((destructor)) static void after_main(void) {
  free(kept);
  char *volatile block = malloc(67);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
}

int main(void) {
  kept = malloc(10);
  return 0;
}
