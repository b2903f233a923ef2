// corpus: leak class=lost members=1 bytes=36
// fixed: clean
// stdout: buffered until the end
// A check that fails the program does not lose what it has written.
#include <stdio.h>
#include <stdlib.h>

static void lose(void) {
  char *volatile block = malloc(36);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
}

int main(void) {
  lose();
  printf("buffered until the end");
  return 0;
}
