// corpus: leak class=lost members=1 bytes=500
// fixed: clean
// Copies of the pointer are left deep in the stack by calls that ended, and other calls do not wipe them.
#include <stdlib.h>
#include <string.h>

static int spread(char *block, int depth) {
  char *volatile copies[64];
  for (int i = 0; i < 64; i++)
    copies[i] = block;
  return depth ? spread(copies[depth], depth - 1) : copies[63][0];
}

static int work(void) {
  char *block = malloc(500);
  memset(block, 5, 500);
  int value = spread(block, 40);
#ifdef FIXED
  free(block);
#endif
  return value;
}

int main(void) { return work() != 5; }
