// corpus: clean
// A handler of atexit calls exit again.
#include <stdlib.h>

static char *volatile kept;

static void finish(void) {
  kept = malloc(12);
  kept[0] = 0;
  exit(kept[0]);
}

int main(void) {
  atexit(finish);
  char *block = malloc(3);
  block[0] = 0;
  free(block);
  return 0;
}
