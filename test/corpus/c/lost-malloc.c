// corpus: leak class=lost members=1 bytes=100 line=8
// fixed: clean
// The only pointer to a block goes out of scope.
#include <stdlib.h>
#include <string.h>

static void work(void) {
  char *buffer = malloc(100);
  memset(buffer, 1, 100);
#ifdef FIXED
  free(buffer);
#endif
}

int main(void) {
  work();
  return 0;
}
