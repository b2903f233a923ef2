// corpus: leak class=lost times=99 objects=99 bytes=1584 members=1
// fixed: clean
// The same mistake again and again is one finding; the last block is freed.
#include <stdlib.h>

static char *last;

int main(void) {
  for (int i = 0; i < 100; i++) {
#ifdef FIXED
    free(last);
#endif
    last = malloc(16);
    last[0] = (char)i;
  }
  int value = last[0];
  free(last);
  return value != 99;
}
