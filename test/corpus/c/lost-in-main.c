// corpus: leak class=lost members=1 bytes=40
// fixed: clean
// main's own local: when main has returned, its frame keeps nothing alive.
#include <stdlib.h>

int main(void) {
  char *volatile block = malloc(40);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
  return 0;
}
