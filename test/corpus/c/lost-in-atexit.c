// corpus: leak class=lost members=1 bytes=55
// fixed: clean
// A handler of atexit leaks: the check comes after it.
#include <stdlib.h>

static void at_exit(void) {
  char *volatile block = malloc(55);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
}

int main(void) {
  atexit(at_exit);
  return 0;
}
