// corpus: leak class=lost members=1 bytes=66
// fixed: clean
#include <stdlib.h>

__attribute__((constructor)) static void before_main(void) {
  char *volatile block = malloc(66);
  block[0] = 1;
#ifdef FIXED
  free(block);
#endif
}

int main(void) { return 0; }
